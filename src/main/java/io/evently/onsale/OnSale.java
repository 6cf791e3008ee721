package io.evently.onsale;

import io.evently.hash.InternalCredential;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** One run from the first sign-in to the verdict. Blocks its caller, who must not be an event loop. */
final class OnSale {
    private static final Duration STEP_LIMIT = Duration.ofMinutes(10);
    private static final Duration RUN_LIMIT = Duration.ofHours(2);
    private static final Duration PROGRESS = Duration.ofSeconds(1);
    // A request without an answer may be booked until its deadline and one statement later; only then are rows final.
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private final Vertx vertx;
    private final OnSalePlan plan;
    private final OnSaleReport report;
    private final RandomGenerator random;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final InternalCredential credential;

    OnSale(
            Vertx vertx,
            OnSalePlan plan,
            OnSaleReport report,
            RandomGenerator random,
            Clock clock,
            LongSupplier nanoTime,
            InternalCredential credential) {
        this.vertx = vertx;
        this.plan = plan;
        this.report = report;
        this.random = random;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.credential = credential;
    }

    /** @throws CannotRunException when there is nothing to play against or nothing to check with */
    Played play(String adminEmail, String adminPassword, Books books) {
        report.plan(plan);
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        List<NodeClient> clients = new ArrayList<>();
        for (URI node : plan.nodes()) {
            clients.add(new NodeClient(vertx, node, plan.connections(), credential, clock));
        }
        long begun = nanoTime.getAsLong();
        Stage stage = await(new Preparation(clients.get(0), clock, run).prepare(adminEmail, adminPassword, plan));
        requireSameDatabases(stage, books);
        report.prepared(stage, nanoTime.getAsLong() - begun);

        Tallied tallied = crowd(clients, stage, run);
        report.played(plan, tallied);
        if (!tallied.unknown().isEmpty()) {
            report.settling(SETTLING);
            await(vertx.timer(SETTLING.toMillis(), TimeUnit.MILLISECONDS));
        }
        Played played = checked(tallied, stage, books);
        report.checked(played);
        return played;
    }

    // Better found out before the sale than after it.
    private static void requireSameDatabases(Stage stage, Books books) {
        if (read(books.events(stage.eventIds())).size() != stage.eventIds().size()) {
            throw new CannotRunException("The databases are not those of the node: its new events are not in them;"
                    + " give the right ones with --database-url or --data-directory.");
        }
    }

    private Tallied crowd(List<NodeClient> clients, Stage stage, String run) {
        Crowd crowd = new Crowd(vertx, new Nodes(clients, nanoTime), wishes(stage, run), plan.requests(), nanoTime);
        long ticker =
                vertx.setPeriodic(PROGRESS.toMillis(), tick -> crowd.progress().onSuccess(report::progress));
        try {
            return await(crowd.play(Math.min(plan.connections(), plan.requests())), RUN_LIMIT);
        } finally {
            vertx.cancelTimer(ticker);
        }
    }

    private IntFunction<Wish> wishes(Stage stage, String run) {
        return number -> new Wish(
                stage.buyers().get(random.nextInt(stage.buyers().size())),
                stage.eventIds().get(number % stage.eventIds().size()),
                plan.minQuantity() + random.nextInt(plan.maxQuantity() - plan.minQuantity() + 1),
                plan.keys() ? run + '-' + number : "");
    }

    private Played checked(Tallied tallied, Stage stage, Books books) {
        List<SoldEvent> events = read(books.events(stage.eventIds()));
        List<BookedRow> bookings = read(books.bookings(stage.eventIds()));
        return new Played(plan, tallied, Reconciliation.of(tallied, events, bookings), read(books.violations()));
    }

    private static <T> T read(Future<T> answer) {
        return await(answer.recover(e -> Future.failedFuture(
                new CannotRunException("The databases cannot be read: " + e.getMessage() + '.', e))));
    }

    private static <T> T await(Future<T> future) {
        return await(future, STEP_LIMIT);
    }

    private static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.await(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CannotRunException("Nothing happened for " + limit.toMinutes() + " minutes.", e);
        }
    }
}
