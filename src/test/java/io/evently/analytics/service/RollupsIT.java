package io.evently.analytics.service;

import io.evently.account.Tier;
import io.evently.analytics.Happening;
import io.evently.analytics.Totals;
import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.service.BookingFixture;
import io.evently.outbox.OutboxConfig;
import io.evently.outbox.OutboxVerticle;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.BackgroundConfig;
import io.evently.schedule.Foreground;
import io.evently.storage.Shard;
import io.evently.waitlist.JoinWaitlist;
import io.evently.waitlist.LeaveWaitlist;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The sums of a shard")
class RollupsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STEPS = 250;
    private static final Tuple NONE = Tuple.tuple();

    private final Random random = new Random(12);
    private final RebuildRepository rebuilds = new RebuildRepository();
    private final List<Booking> bookings = new ArrayList<>();
    private int refused;
    private BookingFixture fixture;
    private Shard shard;
    private Vertx vertx;
    private String outbox;

    @BeforeEach
    void open() {
        fixture = new BookingFixture(BookingFixture.config(), 1);
        shard = fixture.shards().shard(0);
        vertx = fixture.node(0).cluster().vertx();
        startOutbox();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName(
            "agree with the bookings to the cent after anything that can happen, and come out the same when they are made anew")
    void agree() {
        play();
        awaitTaken();
        assertAgreement();
        List<String> kept = all();
        assertThat(kept).anyMatch(row -> row.contains("called_off")).anyMatch(row -> row.contains("hold_expired"));
        assertThat(kept).anyMatch(row -> row.contains("accepted")).anyMatch(row -> row.contains("JPY"));

        await(rebuilds.rebuild(shard.pool(), fixture.clock.instant()));
        assertThat(all()).containsExactlyElementsOf(kept);
        fixture.assertInvariants();
    }

    @Test
    @DisplayName("count nothing twice when facts come again; they would, if they did not remember how far they are")
    void replay() {
        play();
        awaitTaken();
        List<String> kept = all();

        setBack();
        assertThat(all()).containsExactlyElementsOf(kept);

        long before = total(Happening.CHARGED);
        fixture.execute(0, "UPDATE analytics_state SET position = 0, refusals = 0", NONE);
        setBack();
        assertThat(total(Happening.CHARGED)).isEqualTo(2 * before);
    }

    @Test
    @DisplayName("have what was told and not taken yet once, when they are made anew meanwhile")
    void pending() {
        UUID event = fixture.anEvent(100);
        buy(event, 2);
        awaitTaken();
        await(vertx.undeploy(outbox));
        buy(event, 3);
        assertThat(count("SELECT count(*) FROM outbox WHERE number IS NULL")).isPositive();

        await(rebuilds.rebuild(shard.pool(), fixture.clock.instant()));
        buy(event, 1);
        startOutbox();
        awaitTaken();

        assertThat(total(Happening.CHARGED)).isEqualTo(3);
        assertThat(count("SELECT sum(times) FROM span_tally WHERE span = 'minute' AND happening = 'charged'"))
                .isEqualTo(3);
        assertAgreement();
        assertThat(count("SELECT cardinality(included) FROM analytics_state")).isZero();
    }

    @Test
    @DisplayName("are made of what was there before there were any")
    void upgrade() {
        play();
        awaitTaken();
        List<String> kept = all();
        await(vertx.undeploy(outbox));
        fixture.execute(0, "DELETE FROM event_tally WHERE happening <> 'refused'", NONE);
        fixture.execute(0, "DELETE FROM span_tally WHERE happening <> 'refused'", NONE);
        fixture.execute(0, "DELETE FROM customer_day", NONE);
        fixture.execute(0, "UPDATE analytics_state SET built_at = NULL, position = 0", NONE);
        fixture.execute(0, "UPDATE outbox_listener SET position = 0 WHERE name = 'analytics'", NONE);
        startOutbox();
        awaitTaken();
        assertThat(total(Happening.CHARGED)).isZero();

        await(rebuilds.buildOnce(shard.pool(), fixture.clock.instant()));
        await(rebuilds.buildOnce(shard.pool(), fixture.clock.instant()));
        assertThat(all()).containsExactlyElementsOf(kept);
        buy(fixture.anEvent(5), 1);
        awaitTaken();
        assertAgreement();
    }

    @Test
    @DisplayName("are read without a look at bookings or ledger")
    void readAlone() {
        UUID event = fixture.anEvent(10);
        buy(event, 2);
        awaitTaken();
        FigureRepository figures = new FigureRepository();
        SqlConnection other = await(shard.pool().getConnection());
        await(other.query("BEGIN").execute());
        await(other.query("LOCK TABLE booking, ledger, waitlist_entry IN ACCESS EXCLUSIVE MODE")
                .execute());

        Totals totals = Totals.of(await(figures.total(shard.pool())));
        assertThat(totals.kept()).isEqualTo(1);
        assertThat(await(figures.event(
                                shard.pool(), event, fixture.clock.instant().minus(Duration.ofDays(1))))
                        .orElseThrow()
                        .totals()
                        .sales())
                .singleElement()
                .satisfies(sales -> assertThat(sales.revenue()).isEqualByComparingTo("39.98"));
        await(other.query("ROLLBACK").execute());
        await(other.close());
    }

    private void play() {
        UUID dollars = fixture.anEvent(60);
        UUID yen = priced(fixture.anEvent(40), "JPY", "1200");
        UUID euros = priced(fixture.anEvent(3), "EUR", "7.35");
        UUID calledOff = priced(fixture.anEvent(30), "EUR", "0.10");
        List<UUID> events = List.of(dollars, yen, euros, calledOff);
        for (int i = 0; i < STEPS; i++) {
            fixture.clock.advance(Duration.ofMinutes(random.nextInt(20)));
            step(events.get(random.nextInt(events.size())));
        }
        awaitNoLapsedHold();
        await(fixture.node(0).desk().cancelEvent(calledOff));
        waitFor(euros);
    }

    private void step(UUID event) {
        switch (random.nextInt(6)) {
            case 0, 1 -> buy(event, 1 + random.nextInt(4));
            case 2 ->
                take(await(fixture.node(0).desk().book(fixture.hold(event, UUID.randomUUID(), 1 + random.nextInt(3)))));
            case 3 -> change(booking -> await(fixture.node(0).desk().confirm(fixture.change(booking))));
            case 4 -> change(booking -> await(fixture.node(0).desk().cancel(fixture.change(booking))));
            default -> awaitNoLapsedHold();
        }
    }

    private void change(Consumer<Booking> change) {
        if (!bookings.isEmpty()) {
            change.accept(bookings.get(random.nextInt(bookings.size())));
        }
    }

    private void buy(UUID event, int seats) {
        take(await(fixture.node(0).desk().book(fixture.wish(event, UUID.randomUUID(), seats, null))));
    }

    private void take(BookingOutcome outcome) {
        if (outcome instanceof BookingOutcome.Booked booked) {
            bookings.add(booked.booking());
        } else if (outcome instanceof InsufficientSeats) {
            refused++;
        }
    }

    /** Fills the event; of two who wait one takes what comes back, and the other leaves while it is offered. */
    private void waitFor(UUID event) {
        Row row = fixture.event(event);
        int free = row.getInteger("total_capacity") - row.getInteger("seats_sold") - row.getInteger("seats_held");
        if (free > 0) {
            buy(event, free);
        }
        List<Booking> sold = bookings.stream()
                .filter(booking -> booking.eventId().equals(event))
                .filter(booking -> status(booking).equals("confirmed"))
                .toList();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        Stream.of(first, second)
                .forEach(user -> await(fixture.node(0)
                        .waitlist()
                        .join(new JoinWaitlist(event, user, Tier.BASIC, 1, false, false, null))));
        await(fixture.node(0).desk().cancel(fixture.change(sold.get(0))));
        await(fixture.node(0).desk().book(fixture.wish(event, first, 1, null)));
        await(fixture.node(0).waitlist().leave(new LeaveWaitlist(event, second)));
    }

    private String status(Booking booking) {
        return fixture.execute(0, "SELECT status FROM booking WHERE id = $1", Tuple.of(booking.id()))
                .get(0)
                .getString("status");
    }

    private UUID priced(UUID event, String currency, String price) {
        fixture.execute(
                0,
                "UPDATE event SET currency = $2, price = $3 WHERE id = $1",
                Tuple.of(event, currency, new BigDecimal(price)));
        return event;
    }

    private void assertAgreement() {
        Totals totals = Totals.of(await(new FigureRepository().total(shard.pool())));
        assertThat(totals.kept()).isEqualTo(count("SELECT count(*) FROM booking WHERE status = 'confirmed'"));
        assertThat(totals.times(Happening.REFUSED)).isEqualTo(refused);
        assertThat(totals.times(Happening.HELD))
                .isEqualTo(count("SELECT count(*) FROM booking WHERE expires_at IS NOT NULL"));
        List<String> revenue = fixture.execute(0, """
                SELECT currency, sum(CASE kind WHEN 'charge' THEN amount ELSE -amount END) AS revenue
                  FROM ledger GROUP BY currency ORDER BY currency COLLATE "C"
                """, NONE).stream()
                .map(row -> row.getString("currency") + row.getBigDecimal("revenue"))
                .toList();
        assertThat(totals.sales().stream().map(sales -> sales.currency() + sales.revenue()))
                .containsExactlyElementsOf(revenue);
        assertThat(fixture.execute(0, "SELECT coalesce(sum(amount), 0) AS kept FROM customer_day", NONE)
                        .get(0)
                        .getBigDecimal("kept"))
                .isEqualByComparingTo(fixture.execute(
                                0,
                                "SELECT coalesce(sum(total), 0) AS kept FROM booking WHERE status = 'confirmed'",
                                NONE)
                        .get(0)
                        .getBigDecimal("kept"));
    }

    private long total(Happening happening) {
        return Totals.of(await(new FigureRepository().total(shard.pool()))).times(happening);
    }

    /** Everything that a rebuild makes, and refusals, which it leaves alone. */
    private List<String> all() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("event_tally", "span_tally", "customer_day")) {
            fixture.execute(0, "SELECT t::text AS row FROM " + table + " t", NONE)
                    .forEach(row -> rows.add(table + row.getString("row")));
        }
        // Of the minutes those that somebody is shown.
        fixture.execute(
                        0,
                        "SELECT t::text AS row FROM span_tally t WHERE span = 'minute' AND begins < $1",
                        Tuple.of(fixture.clock
                                .instant()
                                .minus(Duration.ofHours(2))
                                .atOffset(ZoneOffset.UTC)))
                .forEach(row -> rows.remove("span_tally" + row.getString("row")));
        return rows.stream().sorted().toList();
    }

    private void setBack() {
        fixture.execute(0, "UPDATE outbox_listener SET position = 0 WHERE name = 'analytics'", NONE);
        buyNothing();
        awaitTaken();
    }

    /** A fact that counts for nothing, so that the outbox looks. */
    private void buyNothing() {
        fixture.execute(0, "SELECT announce('{\"topic\": \"test.nothing\"}'::json, now())", NONE);
        shard.outbox().ring();
    }

    private void awaitTaken() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("""
                        SELECT (SELECT count(*) FROM outbox WHERE number IS NULL)
                             + (SELECT h.number - coalesce(min(l.position), -1)
                                  FROM outbox_head h LEFT JOIN outbox_listener l ON l.name = 'analytics'
                                 GROUP BY h.number)
                        """) == 0
                        && count("SELECT coalesce(sum(times), 0) FROM event_tally WHERE happening = 'refused'")
                                >= refused);
    }

    private void awaitNoLapsedHold() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> fixture.execute(
                                        0,
                                        "SELECT count(*) FROM booking WHERE status = 'held' AND expires_at <= $1",
                                        Tuple.of(fixture.clock.instant().atOffset(ZoneOffset.UTC)))
                                .get(0)
                                .getLong(0)
                        == 0);
    }

    private long count(String sql) {
        return fixture.execute(0, "SELECT (" + sql + ")::bigint AS n", NONE)
                .get(0)
                .getLong("n");
    }

    private void startOutbox() {
        outbox = await(vertx.deployVerticle(new OutboxVerticle(
                new OutboxConfig(50, Duration.ofMillis(20), Duration.ofMillis(2), PATIENCE, Duration.ofDays(7)),
                shard,
                List.of(new RollupListener()),
                new BackgroundBudget(new Foreground(), new BackgroundConfig(1, Duration.ofMillis(2))),
                new SimpleMeterRegistry(),
                Clock.systemUTC())));
    }
}
