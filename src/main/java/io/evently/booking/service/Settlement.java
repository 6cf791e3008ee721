package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after flushes whose answer was lost: each booking is found, or kept from ever being made. For a while the
 * clients wait for that, as long as their deadlines allow; then they are told that the outcome is unknown, and the search goes
 * on. A booking that is found after its client was sent away is undone, unless the client has claimed it by a repeat with the
 * same idempotency key: nobody pays for a 503. Used on one event loop only.
 */
final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Shard shard;
    private final BookingConfig config;
    private final SettlementRepository repository;
    private final Clock clock;
    private final Function<Lost, Future<Boolean>> unwanted;
    private int unsettled;
    private @Nullable Promise<Void> idle;

    /**
     * Bookings that were made although their clients were told otherwise go to {@code unwanted}, again and again until it
     * says that it is done.
     */
    Settlement(
            Vertx vertx,
            Shard shard,
            BookingConfig config,
            SettlementRepository repository,
            Clock clock,
            Function<Lost, Future<Boolean>> unwanted) {
        this.vertx = vertx;
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.clock = clock;
        this.unwanted = unwanted;
    }

    /**
     * A booking that was made although its client was told otherwise.
     *
     * @param wish what the client had asked for
     */
    record Lost(Booking booking, Wish.Seats wish) {}

    /** True when nobody could look after more; what is then not sent cannot get lost. */
    boolean full() {
        return unsettled >= config.unsettledLimit();
    }

    /**
     * Completes when nothing is left to look after, or after {@code settlePatience}: a database that stays away keeps no
     * node from stopping. Take care that nothing new comes.
     */
    Future<Void> idle() {
        if (idle == null) {
            idle = Promise.promise();
        }
        settled(0);
        return idle.future()
                .timeout(config.settlePatience().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(e -> log.warn("Stopping while {} bookings are of unknown outcome", unsettled))
                .otherwiseEmpty();
    }

    /** Completes when each wish has a verdict, after {@code settlePatience} or at the first deadline at the latest. */
    Future<Void> settle(List<Waiting> waiting) {
        unsettled += waiting.size();
        List<Wish.Seats> wishes =
                waiting.stream().map(entry -> (Wish.Seats) entry.wish()).toList();
        Promise<Void> decided = Promise.promise();
        long patience = vertx.setTimer(patience(wishes), timer -> {
            waiting.forEach(entry -> entry.decide(notServed(Reason.UNKNOWN)));
            decided.tryComplete();
        });
        search(wishes, FIRST_PAUSE)
                .compose(booked -> {
                    if (vertx.cancelTimer(patience)) {
                        waiting.forEach(entry -> entry.decide(verdict(entry, booked)));
                        decided.tryComplete();
                        return Future.succeededFuture();
                    }
                    return undo(wishes, booked);
                })
                .onComplete(done -> settled(waiting.size()));
        return decided.future();
    }

    private long patience(List<Wish.Seats> wishes) {
        Instant now = clock.instant();
        long patience = config.settlePatience().toMillis();
        for (Wish.Seats wish : wishes) {
            patience = Math.min(patience, Duration.between(now, wish.deadline()).toMillis());
        }
        return Math.max(1, patience);
    }

    private void settled(int count) {
        unsettled -= count;
        if (unsettled == 0 && idle != null) {
            idle.tryComplete();
        }
    }

    private Future<Void> undo(List<Wish.Seats> wishes, Map<UUID, Booking> booked) {
        List<Lost> lost = new ArrayList<>();
        for (Wish.Seats wish : wishes) {
            Booking booking = booked.get(wish.bookingId());
            if (booking != null) {
                lost.add(new Lost(booking, wish));
            }
        }
        if (!lost.isEmpty()) {
            log.warn("Undoing {} bookings that were made after their clients had been sent away", lost.size());
        }
        Future<Void> undone = Future.succeededFuture();
        for (Lost each : lost) {
            undone = undone.compose(done -> undo(each, FIRST_PAUSE));
        }
        return undone;
    }

    private Future<Void> undo(Lost lost, Duration pause) {
        return unwanted.apply(lost)
                .otherwise(false)
                .compose(done -> done
                        ? Future.succeededFuture()
                        : vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(ignored -> undo(lost, longer(pause))));
    }

    private Future<Map<UUID, Booking>> search(List<Wish.Seats> wishes, Duration pause) {
        return repository
                .settle(shard.pool(), wishes, clock.instant())
                .timeout(config.flushTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(ignored -> search(wishes, longer(pause))));
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    private static Verdict verdict(Waiting entry, Map<UUID, Booking> booked) {
        Booking booking = booked.get(entry.wish().bookingId());
        return booking == null ? notServed(Reason.UNAVAILABLE) : new Verdict.Final(new Booked(booking));
    }

    private static Verdict notServed(Reason reason) {
        return new Verdict.Final(new NotServed(reason));
    }
}
