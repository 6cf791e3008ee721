package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.evently.ratelimit.Worth;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The OpenAPI document of this API, compiled: what it says about paths, security, parameters and bodies is what the edge
 * does. Read-only once loaded, so all event loops share one.
 */
public final class Contract {
    private static final String RESOURCE = "/openapi.yaml";
    private static final String IRI = "evently:openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String PARAMETER_SCHEMA = "x-parameter-schema";

    private final JsonNode document;
    private final Schema root;
    private final PathTree paths = new PathTree();
    private final Map<String, ContractOperation> operations = new LinkedHashMap<>();

    private static final class Shared {
        private static final Contract INSTANCE = new Contract(read(RESOURCE));
    }

    private Contract(JsonNode document) {
        this.document = document;
        ObjectNode compiled = document.deepCopy();
        eachOperation(
                compiled,
                (path, item, operation, method) ->
                        operation.set(PARAMETER_SCHEMA, ParameterSchema.of(parameters(compiled, item, operation))));
        // The registry reads the whole document anew for each part it is asked for; a part of the root shares it.
        this.root = registry().getSchema(SchemaLocation.of(IRI), compiled);
        eachOperation(compiled, this::compile);
    }

    /** The document on the class path, compiled on first use. */
    public static Contract shared() {
        return Shared.INSTANCE;
    }

    /** The document as it is published. */
    public JsonNode document() {
        return document;
    }

    public Set<String> operationIds() {
        return operations.keySet();
    }

    /** The operation of an id that the document has. */
    public ContractOperation operation(String id) {
        ContractOperation found = operations.get(id);
        if (found == null) {
            throw new IllegalStateException("The OpenAPI document has no operation " + id);
        }
        return found;
    }

    public Collection<ContractOperation> operations() {
        return operations.values();
    }

    public Optional<PathTree.Match> find(HttpMethod method, List<String> segments) {
        return paths.find(method, segments);
    }

    public SortedSet<String> methods(List<String> segments) {
        return paths.methods(segments);
    }

    /** The schema at a JSON pointer of the document. */
    public Schema schema(String pointer) {
        Schema schema = root.getRefSchema(SchemaLocation.of(IRI + '#' + pointer).getFragment());
        schema.initializeValidators();
        return schema;
    }

    private void compile(String path, ObjectNode item, ObjectNode operation, String method) {
        String pointer = "/paths/" + escape(path) + '/' + method;
        boolean takesBody = operation.has("requestBody");
        if (takesBody && !operation.at("/requestBody/content").has("application/json")) {
            throw new IllegalStateException(pointer + " takes something else than JSON");
        }
        List<ContractParameter> parameters = parameters(document, item, operation).stream()
                .map(parameter -> parameter(parameter.value(), parameter.schema()))
                .toList();
        ContractOperation compiled = new ContractOperation(
                operation.path("operationId").asText(),
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                base(item) + path,
                access(operation),
                parameters,
                schema(pointer + '/' + PARAMETER_SCHEMA),
                takesBody ? schema(pointer + "/requestBody/content/application~1json/schema") : null,
                Bounds.of(document, operation.at("/requestBody/content/application~1json/schema")),
                operation.at("/requestBody/required").asBoolean(),
                PathTree.parameterNames(path),
                rateLimits(pointer, operation),
                Worth.of(operation.path("x-worth").asText()));
        if (operations.put(compiled.id(), compiled) != null) {
            throw new IllegalStateException("Two operations are called " + compiled.id());
        }
        paths.add(compiled);
    }

    /** Paths of their own server stand at the root, all others below the base of the API. */
    private String base(ObjectNode item) {
        JsonNode servers = item.has("servers") ? item.get("servers") : document.get("servers");
        String url = servers.path(0).path("url").asText();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Access access(JsonNode operation) {
        JsonNode security = operation.path("security");
        if (security.isEmpty()) {
            return Access.PUBLIC;
        }
        for (JsonNode alternative : security) {
            if (alternative.isEmpty()) {
                return Access.OPTIONAL;
            }
        }
        return "admin".equals(operation.path("x-role").asText()) ? Access.ADMIN : Access.USER;
    }

    private static List<String> rateLimits(String pointer, JsonNode operation) {
        if (!operation.path("x-rate-limit").isArray()) {
            throw new IllegalStateException(pointer + " does not say which limits it counts for");
        }
        List<String> names = new ArrayList<>();
        operation.get("x-rate-limit").forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    private static List<ParameterSchema.Parameter> parameters(JsonNode document, JsonNode item, JsonNode operation) {
        List<ParameterSchema.Parameter> all = new ArrayList<>();
        for (JsonNode owner : List.of(item, operation)) {
            owner.path("parameters").forEach(entry -> {
                JsonNode parameter = resolve(document, entry);
                all.add(new ParameterSchema.Parameter(parameter, resolve(document, parameter.path("schema"))));
            });
        }
        return all;
    }

    private ContractParameter parameter(JsonNode parameter, JsonNode schema) {
        return new ContractParameter(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                schema.path("type").asText(),
                Bounds.of(document, schema),
                schema.get("default"));
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String escape(String path) {
        return path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private static SchemaRegistry registry() {
        Dialect dialect = Dialect.builder(Dialects.getOpenApi31())
                .formats(ContractFormats.ALL)
                // What OpenAPI puts around its schemas is not for the validator.
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .losslessNarrowing(true)
                .build();
        return SchemaRegistry.withDefaultDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }

    /** A YAML document on the class path. */
    public static JsonNode read(String resource) {
        try (InputStream in = Contract.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No " + resource + " on the class path");
            }
            return YAMLMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }

    private interface OperationVisitor {
        void visit(String path, ObjectNode item, ObjectNode operation, String method);
    }

    private static void eachOperation(JsonNode document, OperationVisitor visitor) {
        document.path("paths").properties().forEach(path -> {
            ObjectNode item = (ObjectNode) path.getValue();
            item.properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .forEach(member ->
                            visitor.visit(path.getKey(), item, (ObjectNode) member.getValue(), member.getKey()));
        });
    }
}
