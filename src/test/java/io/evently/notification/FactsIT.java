package io.evently.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evently.booking.BookingFact;
import io.evently.booking.service.BookingFixture;
import io.evently.catalog.EventFact;
import io.evently.contact.EndpointFact;
import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import io.evently.outbox.StoredFact;
import io.evently.waitlist.WaitlistFact;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("The functions of the database that make facts")
class FactsIT {
    private static final FactFamily<Fact> FACTS = FactFamily.union(
            BookingFact.FAMILY, WaitlistFact.FAMILY, EventFact.FAMILY, EndpointFact.FAMILY, AlertFact.FAMILY);
    private static final Set<String> OF_THE_ENVELOPE = Set.of("topic", "trace");

    private static final String ID = "'019c3a52-7b1e-7c44-9d1f-3f0a54c1e200'::uuid";
    private static final String AT = "'2030-01-01 12:00:00.123456+00'::timestamptz";
    private static final String BOOKING = """
            jsonb_populate_record(NULL::booking, jsonb_build_object(
                'id', %1$s, 'reference', 'EVT1', 'event_id', %1$s, 'user_id', %1$s, 'quantity', 2, 'unit_price', 10.50,
                'total', 21.00, 'currency', 'EUR', 'status', 'held', 'expires_at', %2$s, 'created_at', %2$s,
                'updated_at', %2$s))""".formatted(ID, AT);
    private static final String ENTRY = """
            jsonb_populate_record(NULL::waitlist_entry, jsonb_build_object(
                'id', %1$s, 'event_id', %1$s, 'user_id', %1$s, 'tier', 'vip', 'quantity', 2, 'seats_offered', 2,
                'unit_price', 10.50, 'currency', 'EUR', 'joined_at', %2$s))""".formatted(ID, AT);
    private static final String EVENT = """
            jsonb_populate_record(NULL::event, jsonb_build_object(
                'id', %1$s, 'name', 'Evening', 'venue', 'Hall', 'event_date', %2$s, 'price', 10.50, 'currency', 'EUR',
                'status', 'active', 'version', 3, 'total_capacity', 100))""".formatted(ID, AT);

    private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put(
                "booking.held",
                "to_json(booking_held(%1$s, 'EVT1', %1$s, %1$s, 2, 10.50, 21.00, 'EUR', %2$s, %2$s, 'abc'))");
        FUNCTIONS.put(
                "booking.confirmed",
                "to_json(booking_confirmed(%1$s, 'EVT1', %1$s, %1$s, 2, 10.50, 21.00, 'EUR', 'held', %2$s, 'abc'))");
        FUNCTIONS.put("booking.cancelled", "to_json(booking_cancelled(" + BOOKING + ", 'confirmed', NULL))");
        FUNCTIONS.put("booking.refunded", "to_json(booking_refunded(" + BOOKING + "))");
        FUNCTIONS.put("hold.extended", "to_json(hold_extended(" + BOOKING + ", 'abc'))");
        FUNCTIONS.put("hold.expired", "to_json(hold_expired(" + BOOKING + "))");
        FUNCTIONS.put("webhook.disabled", "webhook_disabled(%1$s, %1$s, 'https://hook.example/', 'gone')");
        FUNCTIONS.put("booking.refused", "booking_refused(%1$s, 3, 7)");
        FUNCTIONS.put("waitlist.joined", "waitlist_joined(%3$s, 4, 'abc')");
        FUNCTIONS.put("waitlist.promoted", "waitlist_promoted(%3$s, 2, 10.50, 'EUR', %2$s, %1$s)");
        FUNCTIONS.put("offer.accepted", "offer_accepted(%1$s, %1$s, %1$s, %1$s, 2, 10.50, 'EUR', 'abc')");
        FUNCTIONS.put("offer.refused", "offer_refused(%3$s, 'abc')");
        FUNCTIONS.put("offer.expired", "offer_expired(%1$s, %1$s, %1$s, 2, 10.50, 'EUR', true)");
        FUNCTIONS.put("waitlist.left", "waitlist_left(%3$s, 'abc')");
        FUNCTIONS.put("waitlist.closed", "waitlist_closed(%1$s, %1$s, %1$s, 2)");
        FUNCTIONS.put("waitlist.position", "waitlist_position(%1$s, 5)");
        FUNCTIONS.put("seats.returned", "seats_returned(%1$s, 1, 2, 3, 4)");
        FUNCTIONS.put("event.created", "event_created(%4$s)");
        FUNCTIONS.put("event.updated", "event_updated(%4$s, 200, '{name,venue}')");
        FUNCTIONS.put("event.cancelled", "event_cancelled(%4$s)");
        FUNCTIONS.put("event.completed", "event_completed(%4$s)");
        FUNCTIONS.put("event.repriced", "event_repriced(%1$s, 9.00, 'EUR', 10.50, 'EUR', 3)");
        FUNCTIONS.put("system.alert", "system_alert(%1$s, 'Title', 'Text')");
    }

    private BookingFixture fixture;

    @BeforeAll
    void open() {
        fixture = new BookingFixture(BookingFixture.config(), 1);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    static Stream<String> topics() {
        return FUNCTIONS.keySet().stream();
    }

    @Test
    @DisplayName("are all those whose topics the records know")
    void complete() {
        assertThat(FUNCTIONS.keySet()).containsExactlyInAnyOrderElementsOf(FACTS.topics());
    }

    @ParameterizedTest
    @MethodSource("topics")
    @DisplayName("name just the members that their record reads, and lose nothing on the way")
    void members(String topic) throws Exception {
        String sql = "SELECT (" + FUNCTIONS.get(topic).formatted(ID, AT, ENTRY, EVENT) + ")::text AS fact";
        JsonNode fact = new JsonMapper()
                .readTree(fixture.execute(0, sql, Tuple.tuple()).get(0).getString("fact"));
        assertThat(fact.path("topic").asText()).isEqualTo(topic);

        Fact read =
                FACTS.read(new StoredFact(1, topic, fact, Instant.EPOCH, false)).orElseThrow();

        assertThat(read.getClass().getAnnotation(FactName.class).value()).isEqualTo(topic);
        Set<String> named = new TreeSet<>();
        fact.fieldNames().forEachRemaining(named::add);
        named.removeAll(OF_THE_ENVELOPE);
        List<String> components = Arrays.stream(read.getClass().getRecordComponents())
                .map(component -> new SnakeCaseStrategy().translate(component.getName()))
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(components);
        for (var component : read.getClass().getRecordComponents()) {
            String member = new SnakeCaseStrategy().translate(component.getName());
            assertThat(component.getAccessor().invoke(read) == null)
                    .as(member)
                    .isEqualTo(fact.path(member).isNull());
        }
    }

    @Test
    @DisplayName("are the only ones that name topics in SQL")
    void oneOwner() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            Set<String> elsewhere = files.filter(file -> file.toString().matches(".*(\\.sql|Repository\\.java)"))
                    .filter(file -> !file.endsWith("R__facts.sql"))
                    .filter(file -> FUNCTIONS.keySet().stream()
                            .anyMatch(topic -> text(file).contains("'" + topic + "'")))
                    .map(Path::toString)
                    .filter(file -> !file.endsWith("InvariantRepository.java"))
                    .collect(Collectors.toSet());
            assertThat(elsewhere).isEmpty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
