package io.evently.bench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.ContractParameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes requests from the document: mostly what it asks for, with something odd in a few places. The same seed and number
 * give the same choices.
 */
final class RequestMaker {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    // These would take the token away that all others need.
    private static final List<String> NOT_FOR_ADMINS = List.of("logoutUser", "changePassword");
    private static final List<String> ACCEPTS = List.of(
            "*/*", "application/problem+json", "text/html", "application/json;q=0", ",;q=x,", "a".repeat(2_000));

    private final long seed;
    private final List<ContractOperation> operations =
            List.copyOf(Contract.shared().operations());

    RequestMaker(long seed) {
        this.seed = seed;
    }

    FuzzRequest make(long number, Population known) {
        RandomGenerator random = new SplittableRandom(seed + number * SPREAD);
        ContractOperation operation = OddValues.pick(operations, random);
        List<String> headers = headers(operation, known, random);
        String method = operation.method().name().equals("GET") && random.nextInt(20) == 0
                ? "HEAD"
                : operation.method().name();
        String body = "";
        if (operation.takesBody() || random.nextInt(40) == 0) {
            body = FuzzRequest.body(body(operation, known, random));
            headers.add("Content-Type: " + (random.nextInt(30) == 0 ? "text/plain" : "application/json"));
            if (random.nextInt(60) == 0) {
                headers.add("Content-Encoding: gzip");
            }
        }
        return new FuzzRequest(
                operation.id(), method, target(operation, known, random), headers, body, random.nextInt(10) == 0);
    }

    private static String target(ContractOperation operation, Population known, RandomGenerator random) {
        String path = operation.template();
        for (String name : operation.pathNames()) {
            path = path.replace('{' + name + '}', escaped(pathValue(name, known, random)));
        }
        List<String> query = new ArrayList<>();
        for (ContractParameter parameter : operation.parameters()) {
            if (parameter.where().equals("query") && random.nextInt(5) < 2) {
                query.add(parameter.name() + '=' + escaped(queryValue(parameter, random)));
            }
        }
        if (random.nextInt(20) == 0) {
            query.add(escaped(OddValues.text(random)) + '=' + escaped(OddValues.text(random)));
        }
        if (random.nextInt(40) == 0) {
            query.add(OddValues.pick(
                    List.of("&&", "=", "limit", "%", "%zz=1", "q=%ff", "a=b=c", "|<>^`{}", "#"), random));
        }
        String target = query.isEmpty() ? path : path + '?' + String.join("&", query);
        return target.isEmpty() ? "/" : target;
    }

    private static String pathValue(String name, Population known, RandomGenerator random) {
        int choice = random.nextInt(20);
        if (choice == 0) {
            return OddValues.text(random);
        }
        if (choice == 1) {
            return new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return OddValues.pick(name.equals("reference") ? known.references() : known.ids(), random);
    }

    private static String queryValue(ContractParameter parameter, RandomGenerator random) {
        if (random.nextInt(3) == 0) {
            return OddValues.text(random);
        }
        return switch (parameter.type()) {
            case "integer", "number" -> Integer.toString(random.nextInt(-2, 200));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            default -> OddValues.pick(List.of("a", "active", "held", "2027-01-01T00:00:00Z", "name", "email"), random);
        };
    }

    private static List<String> headers(ContractOperation operation, Population known, RandomGenerator random) {
        List<String> headers = new ArrayList<>();
        int who = random.nextInt(20);
        if (who < 8) {
            headers.add("Authorization: Bearer " + OddValues.pick(known.users(), random));
        } else if (who < 17 && !NOT_FOR_ADMINS.contains(operation.id())) {
            headers.add("Authorization: Bearer " + OddValues.pick(known.admins(), random));
        } else if (who == 17) {
            headers.add("Authorization: " + line(OddValues.text(random)));
        }
        for (String name : List.of("Idempotency-Key", "If-Match", "If-None-Match", "traceparent", "X-Forwarded-For")) {
            if (random.nextInt(12) == 0) {
                headers.add(name + ": " + line(OddValues.text(random)));
            }
        }
        if (random.nextInt(12) == 0) {
            headers.add("Accept: " + OddValues.pick(ACCEPTS, random));
        }
        if (random.nextInt(20) == 0) {
            headers.add(
                    "Origin: " + OddValues.pick(List.of("http://localhost:1", "https://evil.example", "null"), random));
        }
        return headers;
    }

    private static String body(ContractOperation operation, Population known, RandomGenerator random) {
        JsonNode content =
                Contract.shared().document().at(Pointers.of(operation) + "/requestBody/content/application~1json");
        ObjectNode body = content.path("example").isObject()
                ? content.path("example").deepCopy()
                : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (member.getKey().endsWith("_id") && random.nextInt(8) > 0) {
                member.setValue(TextNode.valueOf(OddValues.pick(known.ids(), random)));
            }
        }
        List<String> names = new ArrayList<>();
        content.at("/schema/properties").fieldNames().forEachRemaining(names::add);
        names.add("other");
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            String name = OddValues.pick(names, random);
            body.remove(name);
            if (random.nextInt(4) > 0) {
                body.put(name, "@@" + changes);
            }
        }
        String text = body.toString();
        for (int change = 1; change < 3; change++) {
            text = text.replace("\"@@" + change + '"', OddValues.json(random));
        }
        return switch (random.nextInt(40)) {
            case 0 -> text.substring(0, random.nextInt(text.length()));
            case 1 -> OddValues.json(random);
            case 2 -> text + OddValues.json(random);
            case 3 -> '\ufeff' + text;
            default -> text;
        };
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // What would end the header or make another one of it is left out: how such bytes are refused is tested elsewhere.
    private static String line(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f]", "")
                .replaceAll("[^\\x20-\\xff]", "?")
                .strip();
    }
}
