package io.evently.bench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a fuzzed node knows of: without things that exist, every request would end at the first check.
 *
 * @param admins tokens of administrators
 * @param users tokens of others, in the order of their ids
 * @param ids of users, events and bookings
 * @param references of bookings
 */
record Population(List<String> admins, List<String> users, List<String> ids, List<String> references) {
    private static final int USERS = 40;
    private static final int EVENTS = 12;
    private static final int SEATS = 20;
    private static final int BOOKINGS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    // The addresses of one process never meet again.
    private static final AtomicInteger MADE = new AtomicInteger();

    Population {
        admins = List.copyOf(admins);
        users = List.copyOf(users);
        ids = List.copyOf(ids);
        references = List.copyOf(references);
    }

    /** Makes users, events and bookings at a node of the demo profile. */
    static Population make(FuzzConnection node) throws IOException {
        ObjectNode credentials =
                JSON.createObjectNode().put("email", "admin2@evently.com").put("password", "admin123");
        String admin = post(node, "/api/v1/auth/login", "", credentials)
                .at("/data/token")
                .asText();
        List<String> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        ObjectNode many = JSON.createObjectNode().put("issue_tokens", true);
        ArrayNode users = many.putArray("users");
        int run = MADE.incrementAndGet();
        for (int i = 0; i < USERS; i++) {
            users.addObject()
                    .put("email", "fuzz-" + System.nanoTime() + '-' + run + '-' + i + "@example.com")
                    .put("name", "Fuzz " + i);
        }
        post(node, "/api/v1/auth/admin/users/import", admin, many)
                .at("/data/users")
                .forEach(user -> {
                    ids.add(user.path("id").asText());
                    tokens.add(user.path("token").asText());
                });
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode event = JSON.createObjectNode()
                    .put("name", "Fuzz " + i)
                    .put("venue", "Hall " + i)
                    .put(
                            "event_date",
                            Instant.now().plus(30 + i, ChronoUnit.DAYS).toString())
                    .put("total_capacity", SEATS)
                    .put("price", 10);
            events.add(post(node, "/api/v1/events", admin, event).at("/data/id").asText());
        }
        List<String> references = new ArrayList<>();
        for (int i = 0; i < BOOKINGS; i++) {
            ObjectNode booking = JSON.createObjectNode()
                    .put("user_id", ids.get(i % USERS))
                    .put("event_id", events.get(i % EVENTS))
                    .put("quantity", 1)
                    .put("hold", i % 2 == 0);
            JsonNode made = post(node, "/api/v1/bookings", tokens.get(i % USERS), booking)
                    .path("data");
            ids.add(made.path("booking_id").asText());
            references.add(made.path("booking_reference").asText());
        }
        ids.addAll(events);
        // Ids are drawn at random, and most operations want those of events.
        ids.addAll(events);
        return new Population(List.of(admin), tokens, ids, references);
    }

    private static JsonNode post(FuzzConnection node, String path, String token, ObjectNode body) throws IOException {
        FuzzConnection.Answer answer = node.send(FuzzConnection.plain("POST", path, token, body.toString()));
        if (answer.status() / 100 != 2) {
            throw new IOException(path + " answered " + answer.status());
        }
        return JSON.readTree(answer.body().getBytes());
    }
}
