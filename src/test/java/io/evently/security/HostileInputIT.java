package io.evently.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.http.HostileRequests;
import io.evently.http.HostileRequests.Hostile;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.security.ApiOperation.Request;
import io.evently.security.ApiOperation.Slot;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("A whole node, given what nobody should send,")
class HostileInputIT {
    private static final String PUT_HERE = "@put-here@";

    private final TwoNodes nodes;
    private final NodeClient client;
    private final List<ApiOperation> operations;
    private LogCapture log;

    HostileInputIT(TwoNodes nodes) {
        this.nodes = nodes;
        this.client = nodes.one();
        this.operations = ApiOperation.all(client.document());
    }

    @BeforeEach
    void listen() {
        log = LogCapture.begin();
    }

    @AfterEach
    void unharmed() {
        log.close();
        assertThat(log.errors()).isEmpty();
        assertThat(nodes.first().violations()).isEmpty();
        assertThat(client.get("/health/ready", null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("refuses every request that the document forbids with 400 and the name of the field")
    void forbidden() {
        String admin = client.admin();
        List<Hostile> requests = HostileRequests.all();
        for (Hostile request : requests) {
            Answer got =
                    client.send(request.method(), request.path(), request.body(), "Authorization", "Bearer " + admin);
            assertThat(got.status()).as("%s: %s", request, got.text()).isEqualTo(400);
            assertThat(got.json().path("details").properties())
                    .as("%s: %s", request, got.text())
                    .anyMatch(wrong -> wrong.getKey().startsWith(request.field()));
            assertDocumented(got.response());
        }
        assertThat(requests).hasSizeGreaterThan(400);
    }

    @Test
    @DisplayName("takes or refuses odd texts in every path, query, header and member of a body, as documented")
    void oddTexts() {
        List<String> tried = new ArrayList<>();
        for (ApiOperation operation : operations) {
            String token = client.registerAdmin().token();
            Map<Slot, String> ids = ids(operation);
            for (JsonNode parameter : operation.parameters()) {
                for (String text : HostileTexts.ALL) {
                    assertAnswered(withParameter(operation, ids, parameter, text), token, tried);
                }
            }
            members(operation).forEach((path, schema) -> {
                if (schema.path("type").asText().equals("string")) {
                    HostileTexts.ALL.forEach(text -> assertAnswered(
                            withMember(
                                    operation, ids, path, TextNode.valueOf(text).toString()),
                            token,
                            tried));
                }
            });
        }
        assertThat(tried).hasSizeGreaterThan(1_000);
    }

    @Test
    @DisplayName("takes or refuses numbers at and beyond every boundary, as documented")
    void oddNumbers() {
        List<String> tried = new ArrayList<>();
        for (ApiOperation operation : operations) {
            String token = client.registerAdmin().token();
            Map<Slot, String> ids = ids(operation);
            for (JsonNode parameter : operation.parameters()) {
                if (!parameter.at("/schema/type").asText().equals("string")) {
                    HostileTexts.NUMBERS.forEach(
                            number -> assertAnswered(withParameter(operation, ids, parameter, number), token, tried));
                }
            }
            members(operation).forEach((path, schema) -> {
                if (Set.of("integer", "number").contains(schema.path("type").asText())) {
                    HostileTexts.NUMBERS.forEach(
                            number -> assertAnswered(withMember(operation, ids, path, number), token, tried));
                }
            });
        }
        assertThat(tried).hasSizeGreaterThan(100);
    }

    @Test
    @DisplayName("keeps texts that look like SQL as the texts that they are")
    void literally() {
        for (String text : HostileTexts.SQL) {
            ObjectNode body = NodeClient.object()
                    .put("name", text)
                    .put("venue", text)
                    .put("description", text)
                    .put("event_date", "2099-06-12T19:00:00.000Z")
                    .put("total_capacity", 5)
                    .put("price", 1);
            Answer made = client.post("/api/v1/events", body, client.admin());
            assertThat(made.status()).as(made.text()).isEqualTo(201);
            JsonNode event =
                    client.event(UUID.fromString(made.json().at("/data/id").asText()));
            for (String member : List.of("name", "venue", "description")) {
                assertThat(event.path(member).asText()).isEqualTo(text);
            }
            Answer found = client.get(
                    "/api/v1/events?limit=100&from=2099-01-01T00:00:00Z&venue=" + ApiOperation.encoded(text), null);
            assertThat(found.json().path("data"))
                    .as(text)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.path("venue").asText()).containsIgnoringCase(text));
        }
    }

    @Test
    @DisplayName("refuses bodies that are not strict JSON of bearable size, by every operation that takes one")
    void malformed() {
        String admin = client.admin();
        for (ApiOperation operation : operations) {
            if (operation.example() == null) {
                continue;
            }
            HostileTexts.bodies(operation.example()).forEach((what, body) -> {
                Answer got = post(operation, body, "application/json", admin);
                assertThat(got.status())
                        .as("%s %s: %s", operation, what, got.text())
                        .isEqualTo(400);
                assertThat(got.json().path("code").asText())
                        .as("%s %s", operation, what)
                        .isEqualTo("MALFORMED_JSON");
                assertDocumented(got.response());
            });
            byte[] large = (" ".repeat(65_537) + operation.example()).getBytes(StandardCharsets.UTF_8);
            assertThat(post(operation, large, "application/json", admin).status())
                    .isEqualTo(413);
            byte[] good = operation.example().toString().getBytes(StandardCharsets.UTF_8);
            for (String type : HostileTexts.CONTENT_TYPES) {
                Answer got = post(operation, good, type, admin);
                assertThat(got.status())
                        .as("%s as %s: %s", operation, type, got.text())
                        .isEqualTo(415);
                assertDocumented(got.response());
            }
            assertThat(post(operation, good, null, admin).status()).isEqualTo(415);
        }
    }

    @Test
    @DisplayName("answers a method that a path does not have with 405 and those that it has")
    void methods() {
        Map<String, Set<String>> byPath = new TreeMap<>();
        operations.forEach(operation -> byPath.computeIfAbsent(operation.template(), path -> new TreeSet<>())
                .add(operation.method()));
        byPath.forEach((template, methods) -> {
            String path = template.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get", "X-Y")) {
                if (!methods.contains(method) && !alsoFits(path, method)) {
                    Answer got = client.send(method, path, null);
                    assertThat(got.status())
                            .as("%s %s: %s", method, path, got.text())
                            .isEqualTo(405);
                    assertThat(String.valueOf(got.header("Allow")).split(", "))
                            .as("%s %s", method, path)
                            .containsAll(methods);
                }
            }
        });
    }

    // A path of words may also be the one of an id: /events/popular is an /events/{eventId}.
    private boolean alsoFits(String path, String method) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method))
                .anyMatch(operation ->
                        path.matches(operation.template().replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+")));
    }

    /** Ids of things that exist, so that a request gets as far as it can. */
    private Map<Slot, String> ids(ApiOperation operation) {
        Map<Slot, String> ids = new HashMap<>();
        for (Slot slot : operation.slots()) {
            switch (slot.name()) {
                case "id", "userId", "user_id" ->
                    ids.put(slot, client.register().id().toString());
                case "eventId", "event_id" ->
                    ids.put(slot, client.event(1_000_000).toString());
                default -> {
                    Member member = client.register();
                    JsonNode held =
                            client.hold(member, client.event(10), 1).json().path("data");
                    ids.put(
                            slot,
                            held.path(slot.name().equals("reference") ? "booking_reference" : "booking_id")
                                    .asText());
                }
            }
        }
        return ids;
    }

    /** Members of the body by their JSON pointer in the example, one level into lists of objects. */
    private static Map<String, JsonNode> members(ApiOperation operation) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        operation.properties().forEach((name, schema) -> {
            members.put('/' + name, schema);
            schema.at("/items/properties")
                    .properties()
                    .forEach(inner -> members.put('/' + name + "/0/" + inner.getKey(), inner.getValue()));
        });
        return members;
    }

    private record Sent(Request request, String header, String value) {}

    private static Sent withParameter(ApiOperation operation, Map<Slot, String> ids, JsonNode parameter, String value) {
        String name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "path" -> {
                Map<Slot, String> values = new HashMap<>(ids);
                values.put(new Slot("path", name), value.isEmpty() ? " " : value);
                yield new Sent(operation.request(values), "", "");
            }
            case "query" -> {
                Request request = operation.request(ids);
                String path = request.path() + '?' + name + '=' + ApiOperation.encoded(value);
                yield new Sent(new Request(request.method(), path, request.body()), "", "");
            }
            // What a client library lets into a header; the rest is for the tests that write to the socket.
            default -> new Sent(operation.request(ids), name, value.replaceAll("[^\\x20-\\x7e]", "?"));
        };
    }

    private static Sent withMember(ApiOperation operation, Map<Slot, String> ids, String pointer, String json) {
        Request request = operation.request(ids);
        ObjectNode body = operation.example() == null
                ? NodeClient.object()
                : operation.example().deepCopy();
        ids.forEach((slot, id) -> {
            if (slot.where().equals("body")) {
                body.put(slot.name(), id);
            }
        });
        int last = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, last));
        if (parent instanceof ObjectNode object) {
            object.put(pointer.substring(last + 1), PUT_HERE);
        } else if (parent instanceof ArrayNode) {
            throw new IllegalStateException(pointer);
        }
        String text = body.toString().replace('"' + PUT_HERE + '"', json);
        return new Sent(new Request(request.method(), request.path(), text), "", "");
    }

    private void assertAnswered(Sent sent, String token, List<String> tried) {
        Request request = sent.request();
        Answer got = sent.header().isEmpty()
                ? client.send(request.method(), request.path(), request.body(), "Authorization", "Bearer " + token)
                : client.send(
                        request.method(),
                        request.path(),
                        request.body(),
                        "Authorization",
                        "Bearer " + token,
                        sent.header(),
                        sent.value());
        tried.add(request.toString());
        assertThat(got.status()).as("%s: %s", sent, got.text()).isBetween(200, 499);
        assertThat(got.text()).as("%s", sent).doesNotContain("Exception", "SQLSTATE", "syntax error", "at io.");
        assertDocumented(got.response());
    }

    private Answer post(ApiOperation operation, byte[] body, @Nullable String type, String token) {
        Request request = operation.request(Map.of());
        HttpRequest.Builder builder = client.request(request.path())
                .method(request.method(), BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token);
        if (type != null) {
            builder.header("Content-Type", type);
        }
        return client.sendAsync(builder.build()).join();
    }
}
