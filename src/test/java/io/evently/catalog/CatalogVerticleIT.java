package io.evently.catalog;

import io.evently.catalog.UpdateOutcome.CapacityTaken;
import io.evently.catalog.UpdateOutcome.CurrencyInUse;
import io.evently.catalog.UpdateOutcome.NotEditable;
import io.evently.catalog.UpdateOutcome.NotFound;
import io.evently.catalog.UpdateOutcome.Updated;
import io.evently.catalog.UpdateOutcome.VersionMismatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.catalog.CatalogEndpoints.CREATE_EVENT;
import static io.evently.catalog.CatalogEndpoints.GET_EVENT;
import static io.evently.catalog.CatalogEndpoints.UPDATE_EVENT;
import static io.evently.catalog.CatalogFixture.NOW;
import static io.evently.catalog.CatalogFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The catalogue")
class CatalogVerticleIT {
    private static CatalogFixture catalog;

    @BeforeAll
    static void open() {
        catalog = new CatalogFixture();
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    @Test
    @DisplayName("gives a new event back as it was written, and tells the outbox")
    void created() {
        Instant date = NOW.plus(Duration.ofDays(3));
        Event event = catalog.create(new CreateEvent("Näme", "Text", "Hall", date, 7, new BigDecimal("12.5"), "EUR"));

        assertThat(event)
                .isEqualTo(new Event(
                        event.id(),
                        "Näme",
                        "Text",
                        "Hall",
                        date,
                        7,
                        0,
                        0,
                        0,
                        new BigDecimal("12.50"),
                        "EUR",
                        EventStatus.ACTIVE,
                        1,
                        NOW,
                        NOW));
        assertThat(catalog.get(event.id())).isEqualTo(event);
        assertThat(catalog.outbox(event.id())).containsExactly("event.created");
    }

    @Test
    @DisplayName("spreads events over all shards")
    void spread() {
        Set<Integer> shards = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            shards.add(catalog.shardOf(catalog.createWithSeats(1).id()).number());
        }
        assertThat(shards).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    @DisplayName("refuses an event of the past with the field's name")
    void past() {
        CreateEvent past = new CreateEvent("n", "", "v", NOW, 1, BigDecimal.ONE, "USD");

        assertThat(catalog.ask(CREATE_EVENT, past))
                .isInstanceOfSatisfying(
                        CreateOutcome.Invalid.class,
                        it -> assertThat(it.problems()).containsOnlyKeys("event_date"));
    }

    @Test
    @DisplayName("does not find an id that no shard has, nor one of a shard that does not exist")
    void unknown() {
        UUID noShard = UUID.fromString("01900000-0000-7000-8000-0000000000ff");
        UUID absent = UUID.fromString("01900000-0000-7000-8000-000000000001");

        assertThat(catalog.ask(GET_EVENT, new GetEvent(noShard, 1))).isInstanceOf(EventLookup.NotFound.class);
        assertThat(catalog.ask(GET_EVENT, new GetEvent(absent, 1))).isInstanceOf(EventLookup.NotFound.class);
        assertThat(change(noShard, "x", null, null)).isEqualTo(new NotFound());
        assertThat(change(absent, "x", null, null)).isEqualTo(new NotFound());
        assertThat(change(absent, null, 10, null)).isEqualTo(new NotFound());
    }

    @Test
    @DisplayName("changes what is named and nothing else, raises the version and tells the outbox")
    void updated() {
        Event before = catalog.createWithSeats(10);
        catalog.take(before.id(), 3, 2);
        Instant date = NOW.plus(Duration.ofDays(90));
        UpdateEvent wish = new UpdateEvent(
                before.id(), null, "New text", null, date, null, new BigDecimal("0.99"), null, List.of(1));

        Event after = ((Updated) catalog.ask(UPDATE_EVENT, wish)).event();

        assertThat(after)
                .isEqualTo(new Event(
                        before.id(),
                        "Event",
                        "New text",
                        "Venue",
                        date,
                        10,
                        3,
                        2,
                        0,
                        new BigDecimal("0.99"),
                        "USD",
                        EventStatus.ACTIVE,
                        2,
                        before.createdAt(),
                        NOW));
        assertThat(catalog.get(before.id())).isEqualTo(after);
        assertThat(catalog.outbox(before.id())).containsExactly("event.created", "event.updated", "event.repriced");
    }

    @Test
    @DisplayName("lets one of many edits of the same version win, and refuses the others")
    void race() {
        UUID id = catalog.createWithSeats(10).id();
        List<Future<UpdateOutcome>> edits = IntStream.range(0, 20)
                .mapToObj(i ->
                        catalog.bus().ask(UPDATE_EVENT, edit(id, "Edit " + i, i % 2 == 0 ? 20 + i : null, List.of(1))))
                .toList();

        List<UpdateOutcome> outcomes = await(Future.all(edits).map(all -> all.<UpdateOutcome>list()));

        assertThat(outcomes).filteredOn(Updated.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new VersionMismatch(2)::equals).hasSize(19);
        assertThat(catalog.get(id).version()).isEqualTo(2);
    }

    @Test
    @DisplayName("loses no edit when many come at once without a version")
    void blindRace() {
        UUID id = catalog.createWithSeats(10).id();
        List<Future<UpdateOutcome>> edits = IntStream.range(0, 20)
                .mapToObj(i -> catalog.bus().ask(UPDATE_EVENT, edit(id, "Edit " + i, 20 + i, null)))
                .toList();

        List<UpdateOutcome> outcomes = await(Future.all(edits).map(all -> all.<UpdateOutcome>list()));

        assertThat(outcomes).hasOnlyElementsOfType(Updated.class);
        assertThat(outcomes)
                .extracting(outcome -> ((Updated) outcome).event().version())
                .doesNotHaveDuplicates();
        assertThat(catalog.get(id).version()).isEqualTo(21);
    }

    @Test
    @DisplayName("takes unsold seats away down to those sold and held, and no further")
    void shrinks() {
        UUID id = catalog.createWithSeats(100).id();
        catalog.take(id, 40, 5);

        assertThat(change(id, null, 44, null)).isEqualTo(new CapacityTaken(44, 40, 5));
        assertThat(catalog.get(id).version()).isEqualTo(1);
        assertThat(change(id, null, 45, null))
                .isInstanceOfSatisfying(
                        Updated.class,
                        it -> assertThat(it.event().availableSeats()).isZero());
        assertThat(catalog.outbox(id)).containsExactly("event.created", "event.updated");
    }

    @Test
    @DisplayName("adds seats through the place where seats come back")
    void grows() {
        UUID id = catalog.createWithSeats(100).id();
        catalog.take(id, 100, 0);

        Event grown = ((Updated) change(id, "Bigger", 150, List.of(1))).event();

        assertThat(grown.name()).isEqualTo("Bigger");
        assertThat(grown.totalCapacity()).isEqualTo(150);
        assertThat(grown.availableSeats()).isEqualTo(50);
        assertThat(grown.version()).isEqualTo(2);
        assertThat(catalog.outbox(id)).containsExactly("event.created", "event.updated", "seats.returned");
        assertThat(catalog.sql(catalog.shardOf(id), """
                                SELECT fact->>'total_capacity' FROM outbox, json_array_elements(facts) AS fact
                                 WHERE fact->>'event_id' = $1 AND fact->>'topic' = 'event.updated'
                                """, Tuple.of(id.toString()))
                        .get(0)
                        .getString(0))
                .isEqualTo("150");
    }

    @Test
    @DisplayName("names a currency anew only while no seat is taken")
    void currency() {
        UUID id = catalog.createWithSeats(10).id();
        UpdateEvent toEuro = new UpdateEvent(id, null, null, null, null, null, null, "EUR", null);
        UpdateEvent toDollar = new UpdateEvent(id, null, null, null, null, null, null, "USD", null);

        assertThat(catalog.ask(UPDATE_EVENT, toEuro)).isInstanceOf(Updated.class);
        catalog.take(id, 1, 2);
        assertThat(catalog.ask(UPDATE_EVENT, toEuro)).isInstanceOf(Updated.class);
        assertThat(catalog.ask(UPDATE_EVENT, toDollar)).isEqualTo(new CurrencyInUse(1, 2));
    }

    @Test
    @DisplayName("leaves a cancelled event as it is")
    void closed() {
        UUID id = catalog.createWithSeats(10).id();
        assertThat(catalog.sql(
                        catalog.shardOf(id), "UPDATE event SET status = 'cancelled' WHERE id = $1", Tuple.of(id)))
                .isEmpty();

        assertThat(change(id, "x", null, null)).isEqualTo(new NotEditable(EventStatus.CANCELLED));
        assertThat(change(id, "x", 50, List.of(9))).isEqualTo(new VersionMismatch(1));
        assertThat(catalog.get(id).name()).isEqualTo("Event");
    }

    @Test
    @DisplayName("has the demo events once, though two nodes create them together and again")
    void demo() {
        try (CatalogFixture fresh = new CatalogFixture()) {
            DemoEvents demo = new DemoEvents(fresh.shards(), fresh.clock());
            DemoEvents other = new DemoEvents(fresh.shards(), fresh.clock());

            List<Integer> created =
                    await(Future.all(demo.create(), other.create()).map(both -> both.<Integer>list()));

            assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(12);
            fresh.clock().advance(Duration.ofDays(400));
            assertThat(await(demo.create())).isZero();
            EventPage page = fresh.ask(
                    CatalogEndpoints.LIST_EVENTS, new ListEvents(EventFilter.all(), EventSort.SOONEST, 100, 0));
            assertThat(page.total()).isEqualTo(12);
            assertThat(page.events()).allMatch(event -> event.eventDate().isAfter(NOW));
        }
    }

    @Test
    @DisplayName("refuses a change after which the price could not be paid in the currency")
    void payable() {
        UUID id = catalog.create(
                        new CreateEvent("n", "", "v", NOW.plus(Duration.ofDays(3)), 7, new BigDecimal("12.50"), "EUR"))
                .id();

        assertThat(priced(id, null, "JPY"))
                .isInstanceOfSatisfying(
                        UpdateOutcome.Invalid.class,
                        it -> assertThat(it.problems()).containsOnlyKeys("price"));
        assertThat(priced(id, "1200", "JPY")).isInstanceOf(UpdateOutcome.Updated.class);
        assertThat(priced(id, "1200.50", null)).isInstanceOf(UpdateOutcome.Invalid.class);
        assertThat(priced(id, "1500", null)).isInstanceOf(UpdateOutcome.Updated.class);
        assertThat(change(id, "renamed", null, null)).isInstanceOf(UpdateOutcome.Updated.class);
    }

    private UpdateOutcome priced(UUID id, @Nullable String price, @Nullable String currency) {
        BigDecimal amount = price == null ? null : new BigDecimal(price);
        return catalog.ask(UPDATE_EVENT, new UpdateEvent(id, null, null, null, null, null, amount, currency, null));
    }

    private UpdateOutcome change(
            UUID id, @Nullable String name, @Nullable Integer capacity, @Nullable List<Integer> versions) {
        return catalog.ask(UPDATE_EVENT, edit(id, name, capacity, versions));
    }

    private static UpdateEvent edit(
            UUID id, @Nullable String name, @Nullable Integer capacity, @Nullable List<Integer> versions) {
        return new UpdateEvent(id, name, null, null, null, capacity, null, null, versions);
    }
}
