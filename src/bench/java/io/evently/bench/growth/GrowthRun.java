package io.evently.bench.growth;

import io.evently.bench.load.Arrivals;
import io.evently.bench.load.LoadGenerator;
import io.evently.bench.load.Pace;
import io.evently.bench.node.Servers;
import io.evently.bench.scenario.Play;
import io.evently.bench.scenario.Plays;
import io.evently.bench.stage.Buyer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Plays all comparisons of a plan, one after the other. Blocks. */
final class GrowthRun {
    private static final int SEATS = 1_000_000;
    private static final int SEEDED_EVENTS = 4_000;
    private static final int SEEDED_USERS = 20_000;
    private static final int BUYERS = 200;
    private static final int MANY_IN_A_FLUSH = 64;
    private static final int HALF = 2;

    private final GrowthPlan plan;
    private final Clock clock;
    private final Consumer<String> progress;
    private final List<Growth> growths = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    GrowthRun(GrowthPlan plan, Clock clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    GrowthResult play() {
        String startedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Servers servers = servers();
                LoadGenerator generator = new LoadGenerator()) {
            for (Comparison comparison : plan.comparisons()) {
                progress.accept("Comparing " + comparison);
                try (GrownNode node = GrownNode.start(plan, servers, vertx, generator)) {
                    compare(comparison, node);
                    progress.accept("Checking the invariants");
                    node.findings().forEach(finding -> findings.add(comparison + ": " + finding));
                }
            }
            return new GrowthResult(startedAt, servers.settings(), growths, findings);
        } finally {
            vertx.close().await();
        }
    }

    private Servers servers() {
        return plan.databaseUrl() == null
                ? Servers.start(plan.directory().resolve("data"))
                : Servers.given(plan.databaseUrl(), plan.redisUrl());
    }

    private void compare(Comparison comparison, GrownNode node) {
        switch (comparison) {
            case BOOKINGS -> bookings(node);
            case EVENTS -> events(node);
            case USER -> user(node);
            case HOT -> hot(node);
        }
    }

    private void bookings(GrownNode node) {
        Seed seed = node.seed();
        List<UUID> events = seed.events(SEEDED_EVENTS).await();
        List<UUID> users = seed.strangers(SEEDED_USERS);
        List<Buyer> buyers = node.administrator().buyers("buyer", BUYERS);
        // What warming up booked would not be few.
        node.warmUp(sale(node, buyers, 1), plan.connections());
        seed.clear().await();

        seed.bookings(GrowthPlan.FEW_BOOKINGS, events, users).await();
        List<Figure> few = booked(node, buyers);
        progress.accept("Seeding " + plan.bookings() + " bookings");
        seed.clear().await();
        Instant begun = clock.instant();
        seed.bookings(plan.bookings(), events, users).await();
        progress.accept("Seeded in " + Duration.between(begun, clock.instant()).toSeconds() + " s");
        List<Figure> many = booked(node, buyers);

        grown("a booking, " + plan.connections() + " connections", "bookings", few.get(0), many.get(0));
        grown("the flush of 1 booking alone", "bookings", few.get(1), many.get(1));
        grown("the flush of " + MANY_IN_A_FLUSH + " bookings alone", "bookings", few.get(2), many.get(2));
    }

    private List<Figure> booked(GrownNode node, List<Buyer> buyers) {
        node.seed().settle().await();
        Play sale = sale(node, buyers, 1);
        Figure booking = node.figure(count(node), () -> sale, plan.connections(), closed());
        Figure one = node.flushAlone(count(node), 1);
        Figure batch = node.flushAlone(count(node), MANY_IN_A_FLUSH);
        return List.of(booking, one, batch);
    }

    private void events(GrownNode node) {
        Seed seed = node.seed();
        List<UUID> all = new ArrayList<>(seed.events(GrowthPlan.FEW_EVENTS).await());
        node.warmUp(Plays.events(all, node.random()), plan.connections());
        node.warmUp(Plays.listOf50(node.random()), plan.connections());
        List<Figure> few = read(node, all);
        progress.accept("Seeding " + plan.events() + " events");
        all.addAll(seed.events(plan.events() - all.size()).await());
        List<Figure> many = read(node, all);

        grown("an event by its id, " + plan.connections() + " connections", "events", few.get(0), many.get(0));
        grown("the list of 50 events, " + plan.connections() + " connections", "events", few.get(1), many.get(1));
    }

    private List<Figure> read(GrownNode node, List<UUID> events) {
        node.seed().settle().await();
        Play byId = Plays.events(events, node.random());
        return List.of(
                node.figure(events.size(), () -> byId, plan.connections(), closed()),
                node.figure(events.size(), () -> Plays.listOf50(node.random()), plan.connections(), closed()));
    }

    private void user(GrownNode node) {
        Seed seed = node.seed();
        List<UUID> events = seed.events(SEEDED_EVENTS).await();
        List<Buyer> buyers = node.administrator().buyers("buyer", 2);
        Buyer modest = buyers.get(0);
        Buyer keen = buyers.get(1);
        seed.bookings(GrowthPlan.FEW_BOOKINGS, events, List.of(modest.id())).await();
        seed.bookings(plan.userBookings(), events, List.of(keen.id())).await();
        seed.settle().await();
        node.warmUp(Plays.bookingsOf(modest, node.random()), plan.connections());
        node.warmUp(Plays.bookingsOf(keen, node.random()), plan.connections());

        grown(
                "a user's newest 50 bookings, " + plan.connections() + " connections",
                "bookings of the user",
                ofUser(node, modest, GrowthPlan.FEW_BOOKINGS),
                ofUser(node, keen, plan.userBookings()));
    }

    private Figure ofUser(GrownNode node, Buyer buyer, int size) {
        return node.figure(size, () -> Plays.bookingsOf(buyer, node.random()), plan.connections(), closed());
    }

    private void hot(GrownNode node) {
        List<Buyer> buyers = node.administrator().buyers("buyer", BUYERS);
        // Each run gets its one event; the many have seats for all runs.
        Supplier<Play> one = () -> sale(node, buyers, 1);
        Play manyEvents = sale(node, buyers, plan.hotEvents());
        Supplier<Play> many = () -> manyEvents;
        node.warmUp(one.get(), plan.hotConnections());
        node.warmUp(many.get(), plan.hotConnections());

        Figure oneAtMost = node.figure(1, one, plan.hotConnections(), closed());
        Figure manyAtMost = node.figure(plan.hotEvents(), many, plan.hotConnections(), closed());
        grown("bookings, " + plan.hotConnections() + " connections", "hot events", oneAtMost, manyAtMost);

        double rate = plan.hotRate() > 0
                ? plan.hotRate()
                : Math.min(
                                oneAtMost.perSecond().median(),
                                manyAtMost.perSecond().median())
                        / HALF;
        Pace open = new Pace.Open(rate, plan.time(), Arrivals.POISSON, plan.seed());
        grown(
                "bookings at " + Math.round(rate) + "/s",
                "hot events",
                node.figure(1, one, plan.hotConnections(), open),
                node.figure(plan.hotEvents(), many, plan.hotConnections(), open));
    }

    private void grown(String what, String of, Figure few, Figure many) {
        growths.add(new Growth(what, of, few, many));
    }

    private Play sale(GrownNode node, List<Buyer> buyers, int events) {
        return Plays.bookings(buyers, node.administrator().events(events, SEATS), node.random());
    }

    private Pace closed() {
        return Pace.Closed.lasting(plan.time());
    }

    private static long count(GrownNode node) {
        return node.seed().count().await();
    }
}
