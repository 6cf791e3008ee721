package io.evently.booking;

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
import java.util.function.Consumer;
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
    private final Consumer<Booking> unwanted;
    private int unsettled;

    /** Bookings that were made although their clients were told otherwise go to {@code unwanted}. */
    Settlement(
            Vertx vertx,
            Shard shard,
            BookingConfig config,
            SettlementRepository repository,
            Clock clock,
            Consumer<Booking> unwanted) {
        this.vertx = vertx;
        this.shard = shard;
        this.config = config;
        this.repository = repository;
        this.clock = clock;
        this.unwanted = unwanted;
    }

    /** Completes when each wish has a verdict, after {@code settlePatience} at the latest. */
    Future<Void> settle(List<Waiting> waiting) {
        if (unsettled >= config.unsettledLimit()) {
            log.error("Gave up on {} bookings of unknown outcome: too many are unsettled", waiting.size());
            waiting.forEach(entry -> entry.decide(notServed(Reason.UNKNOWN)));
            return Future.succeededFuture();
        }
        unsettled += waiting.size();
        List<Wish.Seats> wishes =
                waiting.stream().map(entry -> (Wish.Seats) entry.wish()).toList();
        Promise<Void> decided = Promise.promise();
        Future<Map<UUID, Booking>> found = search(wishes, FIRST_PAUSE);
        long patience = vertx.setTimer(config.settlePatience().toMillis(), timer -> {
            waiting.forEach(entry -> entry.decide(notServed(Reason.UNKNOWN)));
            decided.tryComplete();
        });
        found.onSuccess(booked -> {
            unsettled -= waiting.size();
            if (vertx.cancelTimer(patience)) {
                waiting.forEach(entry -> entry.decide(verdict(entry, booked)));
                decided.tryComplete();
            } else {
                wishes.stream()
                        .filter(wish -> wish.key() == null)
                        .map(wish -> booked.get(wish.bookingId()))
                        .filter(booking -> booking != null)
                        .forEach(unwanted);
            }
        });
        return decided.future();
    }

    private Future<Map<UUID, Booking>> search(List<Wish.Seats> wishes, Duration pause) {
        return repository
                .settle(shard.pool(), wishes, clock.instant())
                .timeout(config.flushTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> {
                    Duration next = pause.multipliedBy(2);
                    return vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                            .compose(ignored ->
                                    search(wishes, next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next));
                });
    }

    private static Verdict verdict(Waiting entry, Map<UUID, Booking> booked) {
        Booking booking = booked.get(entry.wish().bookingId());
        return booking == null ? notServed(Reason.UNAVAILABLE) : new Verdict.Final(new Booked(booking));
    }

    private static Verdict notServed(Reason reason) {
        return new Verdict.Final(new NotServed(reason));
    }
}
