package io.evently.pricing.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.catalog.CatalogFixture;
import io.evently.outbox.StoredFact;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What pricing counts")
class PricingListenerIT {
    private static final Instant NOW = CatalogFixture.NOW;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static CatalogFixture catalog;
    private static Shard shard;

    private final PricingListener listener = new PricingListener();

    @BeforeAll
    static void start() {
        catalog = new CatalogFixture();
        shard = catalog.shards().shard(0);
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Test
    @DisplayName("are orders when they are made, by hour and price, and refusals at the present price; nothing twice")
    void counts() {
        UUID event = event("active", NOW.plus(Duration.ofDays(30)));
        List<StoredFact> facts = List.of(
                booking("booking.held", event, null, 2, "10.00", NOW),
                booking("booking.confirmed", event, "held", 2, "10.00", NOW),
                booking("booking.confirmed", event, null, 3, "10.00", NOW),
                booking("booking.confirmed", event, "offered", 1, "10.00", NOW),
                booking("booking.confirmed", event, null, 1, "12.00", NOW),
                booking("booking.cancelled", event, "confirmed", 3, "10.00", NOW),
                refused(event, 7));

        take(facts);
        take(facts.stream()
                .map(fact -> new StoredFact(fact.number(), fact.topic(), fact.members(), fact.at(), true))
                .toList());
        take(List.of(booking("booking.confirmed", event, null, 1, "10.00", NOW.plus(Duration.ofHours(1)))));

        assertThat(sales(event)).containsExactly("12 10.00 2 5 7", "12 12.00 1 1 0", "13 10.00 1 1 0");
    }

    @Test
    @DisplayName("of an event that is over is learnt from, unless it sold out early or was called off, and forgotten")
    void learnt() {
        UUID over = event("active", NOW.plus(Duration.ofDays(1)));
        UUID soldOut = event("active", NOW.plus(Duration.ofDays(1)));
        UUID calledOff = event("active", NOW.plus(Duration.ofDays(1)));
        for (UUID event : List.of(over, soldOut, calledOff)) {
            take(List.of(
                    booking("booking.confirmed", event, null, 4, "10.00", NOW),
                    booking("booking.confirmed", event, null, 2, "10.00", NOW.plus(Duration.ofHours(20)))));
        }
        execute("UPDATE pricing_sales SET sold_out_seconds = 3600 * 3 WHERE event_id = $1", Tuple.of(soldOut));
        Row before = experience();

        take(List.of(
                ended("event.completed", over),
                ended("event.completed", soldOut),
                ended("event.cancelled", calledOff)));

        Row after = experience();
        assertThat(after.getInteger("events") - before.getInteger("events")).isEqualTo(1);
        assertThat(after.getLong("orders") - before.getLong("orders")).isEqualTo(2);
        assertThat(after.getLong("seats") - before.getLong("seats")).isEqualTo(6);
        assertThat(after.getLong("capacity") - before.getLong("capacity")).isEqualTo(100);
        for (UUID event : List.of(over, soldOut, calledOff)) {
            assertThat(sales(event)).isEmpty();
        }
    }

    private void take(List<StoredFact> facts) {
        await(shard.pool().withTransaction(transaction -> listener.take(transaction, facts)));
        assertThat(listener.leftOut()).isZero();
    }

    private static UUID event(String status, Instant date) {
        UUID id = UUID.randomUUID();
        execute(
                "INSERT INTO event (id, name, venue, event_date, total_capacity, price, status, created_at, updated_at)"
                        + " VALUES ($1, 'Concert', 'Hall', $2, 100, 10, $3, $4, $4)",
                Tuple.of(id, date.atOffset(ZoneOffset.UTC), status, NOW.atOffset(ZoneOffset.UTC)));
        return id;
    }

    private static List<String> sales(UUID event) {
        List<String> sales = new ArrayList<>();
        execute("SELECT * FROM pricing_sales WHERE event_id = $1 ORDER BY hour, price", Tuple.of(event))
                .forEach(row -> sales.add("%s %s %s %s %s"
                        .formatted(
                                row.getOffsetDateTime("hour").getHour(),
                                row.getBigDecimal("price"),
                                row.getInteger("orders"),
                                row.getInteger("seats"),
                                row.getInteger("refused"))));
        return sales;
    }

    private static Row experience() {
        return execute("SELECT * FROM pricing_experience", Tuple.tuple()).get(0);
    }

    private static StoredFact booking(
            String topic, UUID event, @Nullable String was, int quantity, String price, Instant at) {
        ObjectNode members = JSON.createObjectNode()
                .put("booking_id", UUID.randomUUID().toString())
                .put("reference", "EVT1")
                .put("event_id", event.toString())
                .put("user_id", UUID.randomUUID().toString())
                .put("quantity", quantity)
                .put("unit_price", new BigDecimal(price))
                .put("total", new BigDecimal(price))
                .put("currency", "USD")
                .put("was", was)
                .put("booked_at", at.toString());
        return fact(topic, members);
    }

    private static StoredFact refused(UUID event, int requests) {
        return fact(
                "booking.refused",
                JSON.createObjectNode()
                        .put("event_id", event.toString())
                        .put("requests", requests)
                        .put("seats", requests));
    }

    private static StoredFact ended(String topic, UUID event) {
        return fact(
                topic,
                JSON.createObjectNode()
                        .put("event_id", event.toString())
                        .put("name", "Concert")
                        .put("venue", "Hall")
                        .put("event_date", NOW.toString())
                        .put("price", 10)
                        .put("currency", "USD")
                        .put("status", "completed")
                        .put("version", 2)
                        .put("total_capacity", 100)
                        .set("changed", JSON.createArrayNode()));
    }

    private static StoredFact fact(String topic, JsonNode members) {
        return new StoredFact(1, topic, members, NOW, false);
    }

    private static List<Row> execute(String sql, Tuple parameters) {
        return await(shard.pool().preparedQuery(sql).execute(parameters).map(rows -> {
            List<Row> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        }));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
