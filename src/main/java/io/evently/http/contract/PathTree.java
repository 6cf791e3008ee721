package io.evently.http.contract;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a path; a literal segment wins over a parameter. Read-only once built, so it may be shared. */
public final class PathTree {

    /**
     * An operation that a path names.
     *
     * @param values the path parameters, in the order of the template
     */
    public record Match(ContractOperation operation, List<String> values) {}

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<HttpMethod, ContractOperation> operations = new HashMap<>();
        private @Nullable Node parameter;
    }

    private final Node root = new Node();

    public void add(ContractOperation operation) {
        Node node = root;
        for (String segment : segments(operation.template())) {
            if (segment.startsWith("{")) {
                node.parameter = node.parameter == null ? new Node() : node.parameter;
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, s -> new Node());
            }
        }
        if (node.operations.put(operation.method(), operation) != null) {
            throw new IllegalStateException("Two operations for " + operation.method() + ' ' + operation.template());
        }
    }

    /**
     * Finds the operations of a path.
     *
     * @param segments the decoded path, see {@link #segments}
     */
    public Optional<Match> find(HttpMethod method, List<String> segments) {
        return Optional.ofNullable(find(root, method, segments, 0, new ArrayList<>()));
    }

    /** The methods that any operation of this path has; empty when the path is unknown. */
    public SortedSet<String> methods(List<String> segments) {
        TreeSet<String> methods = new TreeSet<>();
        collect(root, segments, 0, methods);
        return methods;
    }

    /** The parts between slashes; a slash at the end makes no difference. */
    public static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            segments.add(path.substring(from, to));
            from = to + 1;
        }
        return segments;
    }

    /** The names between braces, in order. */
    public static List<String> parameterNames(String template) {
        return segments(template).stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    private static @Nullable Match find(
            Node node, HttpMethod method, List<String> segments, int depth, List<String> values) {
        if (depth == segments.size()) {
            ContractOperation operation = node.operations.get(method);
            return operation == null ? null : new Match(operation, List.copyOf(values));
        }
        String segment = segments.get(depth);
        Node literal = node.literals.get(segment);
        if (literal != null) {
            Match match = find(literal, method, segments, depth + 1, values);
            if (match != null) {
                return match;
            }
        }
        if (node.parameter == null || segment.isEmpty()) {
            return null;
        }
        values.add(segment);
        Match match = find(node.parameter, method, segments, depth + 1, values);
        values.remove(values.size() - 1);
        return match;
    }

    private static void collect(Node node, List<String> segments, int depth, Set<String> methods) {
        if (depth == segments.size()) {
            node.operations.keySet().forEach(method -> methods.add(method.name()));
            return;
        }
        Node literal = node.literals.get(segments.get(depth));
        if (literal != null) {
            collect(literal, segments, depth + 1, methods);
        }
        if (node.parameter != null && !segments.get(depth).isEmpty()) {
            collect(node.parameter, segments, depth + 1, methods);
        }
    }
}
