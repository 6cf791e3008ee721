package io.evently.catalog;

import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.catalog.CatalogEndpoints.LIST_EVENTS;
import static io.evently.catalog.CatalogFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A list of events")
class EventListIT {
    private static final int EVENTS = 120;
    // The last two change places when text is compared by UTF-16 units instead of characters.
    private static final List<String> NAMES = List.of(
            "apple", "Zebra", "zebra", "Apple pie", "100% jazz", "a_b", "back\\slash", "it's", "\uFF5Ewave", "𝄞 clef");

    private static CatalogFixture catalog;
    private static List<Event> all;

    @BeforeAll
    static void fill() {
        catalog = new CatalogFixture();
        Random random = new Random(7);
        all = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            catalog.clock().set(NOW.plusSeconds(random.nextInt(5)));
            Event event = catalog.create(new CreateEvent(
                    NAMES.get(random.nextInt(NAMES.size())),
                    i == 60 ? "The Needle is here" : "",
                    i % 10 == 0 ? "Old Harbour" : "Hall " + i,
                    NOW.plus(Duration.ofDays(1 + random.nextInt(6))),
                    10,
                    BigDecimal.valueOf(random.nextInt(4), 0),
                    "USD"));
            if (i % 6 == 0) {
                catalog.take(event.id(), 7, 3);
            }
            if (i % 15 == 0) {
                cancel(event.id());
            }
            all.add(catalog.get(event.id()));
        }
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    @ParameterizedTest
    @EnumSource(EventSort.class)
    @DisplayName("is one total order over all shards, whose pages leave no gap and repeat nothing")
    void pages(EventSort sort) {
        List<UUID> seen = new ArrayList<>();
        for (int offset = 0; offset < EVENTS; offset += 7) {
            EventPage page = catalog.ask(LIST_EVENTS, new ListEvents(EventFilter.all(), sort, 7, offset));
            assertThat(page.total()).isEqualTo(EVENTS);
            page.events().forEach(event -> seen.add(event.id()));
        }

        Comparator<Event> order = expected(sort);
        assertThat(seen)
                .containsExactlyElementsOf(
                        all.stream().sorted(order).map(Event::id).toList());
    }

    @Test
    @DisplayName("is empty beyond its end, and still knows its length")
    void beyond() {
        EventPage page = catalog.ask(LIST_EVENTS, new ListEvents(EventFilter.all(), EventSort.SOONEST, 100, 10_000));

        assertThat(page).isEqualTo(new EventPage(List.of(), EVENTS));
    }

    @Test
    @DisplayName("knows its length whether a page ends inside it or just at its end")
    void totals() {
        EventFilter harbour = new EventFilter(null, null, "Old Harbour", null, null, null, null, null);

        for (int limit : List.of(1, 3, 11, 12, 13, 100)) {
            EventPage page = catalog.ask(LIST_EVENTS, new ListEvents(harbour, EventSort.SOONEST, limit, 0));
            assertThat(page.total()).isEqualTo(12);
            assertThat(page.events()).hasSize(Math.min(limit, 12));
        }
    }

    @ParameterizedTest
    @EnumSource(EventStatus.class)
    @DisplayName("holds only events of the wanted status")
    void status(EventStatus status) {
        assertFinds(
                new EventFilter(status, null, null, null, null, null, null, null), event -> event.status() == status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"old harbour", "OLD HARBOUR", "Old", "Old Harbour%", "nowhere"})
    @DisplayName("holds only events at the whole name of a venue, whatever its case")
    void venue(String venue) {
        assertFinds(
                new EventFilter(null, null, venue, null, null, null, null, null),
                event -> event.venue().equalsIgnoreCase(venue));
    }

    @Test
    @DisplayName("starts with a date and ends before one")
    void dates() {
        Instant from = NOW.plus(Duration.ofDays(2));
        Instant to = NOW.plus(Duration.ofDays(4));

        assertFinds(
                new EventFilter(null, null, null, from, to, null, null, null),
                event -> !event.eventDate().isBefore(from) && event.eventDate().isBefore(to));
        assertFinds(new EventFilter(null, null, null, to, from, null, null, null), event -> false);
        assertFinds(
                new EventFilter(
                        null,
                        null,
                        null,
                        Instant.parse("0000-01-01T00:00:00Z"),
                        Instant.parse("9999-12-31T23:59:59Z"),
                        null,
                        null,
                        null),
                event -> true);
    }

    @Test
    @DisplayName("holds prices from one to another, both included")
    void prices() {
        assertFinds(
                new EventFilter(null, null, null, null, null, BigDecimal.ONE, new BigDecimal("2.00"), null),
                event -> event.price().signum() > 0 && event.price().intValue() <= 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("tells what can be booked from what cannot")
    void available(boolean available) {
        assertFinds(
                new EventFilter(null, null, null, null, null, null, null, available),
                event -> available == (event.status() == EventStatus.ACTIVE && event.availableSeats() > 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "\\",
                "%%",
                "100%",
                "a_b",
                "a%b",
                "k\\s",
                "'",
                "it's",
                "' OR 1=1 --",
                "\"",
                "needle",
                "NEEDLE is",
                "zebra",
                "hall 1",
                "𝄞",
                "$1",
                "{}",
                "%s",
                "\\'; DROP TABLE event; --"
            })
    @DisplayName("finds a text literally in name, venue and description, whatever stands in it")
    void text(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        assertFinds(
                new EventFilter(null, text, null, null, null, null, null, null),
                event -> (event.name() + ' ' + event.venue() + ' ' + event.description())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
    }

    @Test
    @DisplayName("applies all filters together")
    void together() {
        EventFilter filter = new EventFilter(
                EventStatus.ACTIVE,
                "a",
                "old harbour",
                NOW,
                NOW.plus(Duration.ofDays(5)),
                BigDecimal.ZERO,
                BigDecimal.TEN,
                true);
        assertFinds(
                filter,
                event -> event.status() == EventStatus.ACTIVE
                        && event.availableSeats() > 0
                        && event.venue().equals("Old Harbour")
                        && event.eventDate().isBefore(NOW.plus(Duration.ofDays(5))));
    }

    private static void assertFinds(EventFilter filter, Predicate<Event> wanted) {
        EventPage first = catalog.ask(LIST_EVENTS, new ListEvents(filter, EventSort.SOONEST, 100, 0));
        EventPage second = catalog.ask(LIST_EVENTS, new ListEvents(filter, EventSort.SOONEST, 100, 100));
        List<Event> found = new ArrayList<>(first.events());
        found.addAll(second.events());

        List<Event> expected =
                all.stream().filter(wanted).sorted(expected(EventSort.SOONEST)).toList();
        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(first.total()).isEqualTo(expected.size());
    }

    private static Comparator<Event> expected(EventSort sort) {
        Comparator<Event> ids = Comparator.comparing(event -> event.id().toString());
        Comparator<Event> names = (one, other) -> Arrays.compareUnsigned(bytes(one.name()), bytes(other.name()));
        return switch (sort) {
            case SOONEST -> Comparator.comparing(Event::eventDate).thenComparing(ids);
            case LATEST ->
                Comparator.comparing(Event::eventDate).thenComparing(ids).reversed();
            case CHEAPEST -> Comparator.comparing(Event::price).thenComparing(ids);
            case DEAREST ->
                Comparator.comparing(Event::price).thenComparing(ids).reversed();
            case NAME -> names.thenComparing(ids);
            case NAME_BACKWARDS -> names.thenComparing(ids).reversed();
            case OLDEST -> Comparator.comparing(Event::createdAt).thenComparing(ids);
            case NEWEST ->
                Comparator.comparing(Event::createdAt).thenComparing(ids).reversed();
        };
    }

    private static byte[] bytes(String name) {
        return name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    private static void cancel(UUID id) {
        assertThat(catalog.sql(
                        catalog.shardOf(id), "UPDATE event SET status = 'cancelled' WHERE id = $1", Tuple.of(id)))
                .isEmpty();
    }
}
