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
 * clients wait for that; then they are told that the outcome is unknown, and the search goes on. A booking that is found
 * after its client was sent away, and that no idempotency key can fetch, is cancelled: nobody pays for a 503. Used on
 * one event loop only.
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
    private final Function<Booking, Future<Boolean>> unwanted;
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
            Function<Booking, Future<Boolean>> unwanted) {
        this.vertx = vertx;
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.clock = clock;
        this.unwanted = unwanted;
    }

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

    /** Completes when each wish has a verdict, after {@code settlePatience} at the latest. */
    Future<Void> settle(List<Waiting> waiting) {
        unsettled += waiting.size();
        List<Wish.Seats> wishes =
                waiting.stream().map(entry -> (Wish.Seats) entry.wish()).toList();
        Promise<Void> decided = Promise.promise();
        long patience = vertx.setTimer(config.settlePatience().toMillis(), timer -> {
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

    private void settled(int count) {
        unsettled -= count;
        if (unsettled == 0 && idle != null) {
            idle.tryComplete();
        }
    }

    private Future<Void> undo(List<Wish.Seats> wishes, Map<UUID, Booking> booked) {
        List<Booking> lost = wishes.stream()
                .filter(wish -> wish.key() == null && booked.containsKey(wish.bookingId()))
                .map(wish -> booked.get(wish.bookingId()))
                .toList();
        if (!lost.isEmpty()) {
            log.warn("Cancelling {} bookings that were made after their clients had been sent away", lost.size());
        }
        Future<Void> undone = Future.succeededFuture();
        for (Booking booking : lost) {
            undone = undone.compose(done -> undo(booking, FIRST_PAUSE));
        }
        return undone;
    }

    private Future<Void> undo(Booking booking, Duration pause) {
        return unwanted.apply(booking)
                .otherwise(false)
                .compose(done -> done
                        ? Future.succeededFuture()
                        : vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(ignored -> undo(booking, longer(pause))));
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
