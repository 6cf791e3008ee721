package io.evently.onsale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Sets the stage through the public API as its administrator. Users come by the bulk import, each with a token of its
 * own: their passwords, of which nobody needs any here, would cost minutes of hashing.
 */
final class Preparation {
    // Keeps the body of an import below 64 KiB.
    private static final int IMPORT_BATCH = 400;
    private static final int DAYS_AHEAD = 30;
    private static final BigDecimal PRICE = new BigDecimal("49.90");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeClient node;
    private final Clock clock;
    private final String run;

    /** @param run tells this run's users and events from those of others */
    Preparation(NodeClient node, Clock clock, String run) {
        this.node = node;
        this.clock = clock;
        this.run = run;
    }

    /** Signs in, brings in the users, puts the events on sale. Fails with {@link CannotRunException}. */
    Future<Stage> prepare(String adminEmail, String adminPassword, OnSalePlan plan) {
        ObjectNode credentials =
                JSON.createObjectNode().put("email", adminEmail).put("password", adminPassword);
        return node.ask(HttpMethod.POST, "/api/v1/auth/login", "", credentials)
                .map(session -> session.path("token").asText())
                .compose(token -> buyers(token, plan.users())
                        .compose(buyers -> events(token, plan).map(events -> new Stage(buyers, events))));
    }

    private Future<List<Buyer>> buyers(String token, int count) {
        List<Buyer> buyers = new ArrayList<>(count);
        Future<Void> chain = Future.succeededFuture();
        for (int from = 0; from < count; from += IMPORT_BATCH) {
            int begin = from;
            int end = Math.min(count, from + IMPORT_BATCH);
            chain = chain.compose(done ->
                            node.ask(HttpMethod.POST, "/api/v1/auth/admin/users/import", token, users(begin, end)))
                    .map(imported -> {
                        imported.path("users").forEach(user -> buyers.add(buyer(user)));
                        return null;
                    });
        }
        return chain.map(done -> {
            if (buyers.size() != count) {
                throw new CannotRunException(
                        "The import brought " + buyers.size() + " users where " + count + " were sent.");
            }
            return buyers;
        });
    }

    private ObjectNode users(int begin, int end) {
        ObjectNode body = JSON.createObjectNode().put("issue_tokens", true);
        ArrayNode users = body.putArray("users");
        for (int number = begin; number < end; number++) {
            users.addObject()
                    .put("email", "buyer-" + run + '-' + number + "@example.com")
                    .put("name", "Buyer " + number);
        }
        return body;
    }

    private static Buyer buyer(JsonNode user) {
        String token = user.path("token").asText();
        if (token.isEmpty()) {
            throw new CannotRunException("The import made a user without a token.");
        }
        return new Buyer(UUID.fromString(user.path("id").asText()), token);
    }

    private Future<List<UUID>> events(String token, OnSalePlan plan) {
        List<UUID> events = new ArrayList<>(plan.events());
        Future<Void> chain = Future.succeededFuture();
        for (int number = 1; number <= plan.events(); number++) {
            ObjectNode event = event(number, plan.seats());
            chain = chain.compose(done -> node.ask(HttpMethod.POST, "/api/v1/events", token, event))
                    .map(created -> {
                        events.add(UUID.fromString(created.path("id").asText()));
                        return null;
                    });
        }
        return chain.map(done -> events);
    }

    private ObjectNode event(int number, int seats) {
        Instant date = clock.instant().plus(DAYS_AHEAD, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        return JSON.createObjectNode()
                .put("name", "On-sale demonstration " + run + ", event " + number)
                .put("venue", "Demonstration hall")
                .put("event_date", date.toString())
                .put("total_capacity", seats)
                .put("price", PRICE);
    }
}
