package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.storage.Fault;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch to the database of its shard: one statement for the cancellations, one for the confirmations, one for
 * the holds extended, one for the offers taken, one for the wishes for seats, so that seats given back can be sold in the
 * same flush. Each statement is a transaction of its own. Used on one event loop only.
 */
final class Flusher {
    private static final Logger log = LoggerFactory.getLogger(Flusher.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final String REFERENCE_TAKEN = "booking_reference_unique";
    private static final String KEY_TAKEN = "idempotency_key_once";

    private final Shard shard;
    private final BookingConfig config;
    private final SeatsRepository seats;
    private final ChangeRepository changes;
    private final ExtensionRepository extensions = new ExtensionRepository();
    private final OfferRepository offers = new OfferRepository();
    private final ClaimRepository claims = new ClaimRepository();
    private final Settlement settlement;
    private final References references;
    private final Clock clock;
    private final Clock time;

    /**
     * Flushes of a shard.
     *
     * @param clock by which requests are late
     * @param time what is written down: the shard's own
     */
    Flusher(
            Shard shard,
            BookingConfig config,
            SeatsRepository seats,
            ChangeRepository changes,
            Settlement settlement,
            References references,
            Clock clock,
            Clock time) {
        this.shard = shard;
        this.config = config;
        this.seats = seats;
        this.changes = changes;
        this.settlement = settlement;
        this.references = references;
        this.clock = clock;
        this.time = time;
    }

    /** Completes when each wish of the batch has its verdict. */
    Future<Void> flush(Batch batch) {
        batch.wishes().forEach(Waiting::attempted);
        Sorted sorted = Sorted.of(batch);
        return shard.flush(connection -> {
                    Flush flush = new Flush(connection, batch);
                    return cancel(flush, sorted.cancellations())
                            .compose(done -> confirm(flush, sorted.confirmations()))
                            .compose(done -> extend(flush, sorted.extensions()))
                            .compose(done -> accept(flush, sorted.acceptances()))
                            .compose(done -> book(flush, sorted.seats()));
                })
                .recover(e -> undecided(
                        e,
                        batch.wishes().filter(entry -> entry.verdict() == null).toList(),
                        notServed(Reason.UNKNOWN)));
    }

    private Future<Void> cancel(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = sendable(flush, all);
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Wish.Cancellation> wishes =
                waiting.stream().map(entry -> (Wish.Cancellation) entry.wish()).toList();
        return bounded(changes.cancel(flush.connection, flush.batch.turns(), wishes, now()))
                .compose(rulings -> decide(flush.batch, waiting, rulings))
                .recover(e -> undecided(flush.after(e), waiting, notServed(Reason.UNKNOWN)));
    }

    private Future<Void> confirm(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = sendable(flush, all);
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Wish.Confirmation> wishes =
                waiting.stream().map(entry -> (Wish.Confirmation) entry.wish()).toList();
        // Confirming again what is confirmed has no effect, so an unknown outcome is simply asked for again.
        return bounded(changes.confirm(flush.connection, flush.batch.turns(), wishes, now()))
                .compose(rulings -> decide(flush.batch, waiting, rulings))
                .recover(e -> undecided(flush.after(e), waiting, new Verdict.Stale()));
    }

    private Future<Void> extend(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = sendable(flush, all);
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Wish.Extension> wishes =
                waiting.stream().map(entry -> (Wish.Extension) entry.wish()).toList();
        return bounded(extensions.extend(flush.connection, flush.batch.turns(), wishes, config.maxExtensions(), now()))
                .compose(rulings -> decide(flush.batch, waiting, rulings))
                .recover(e -> undecided(flush.after(e), waiting, notServed(Reason.UNKNOWN)));
    }

    private Future<Void> accept(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = sendable(flush, all);
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Wish.Acceptance> wishes =
                waiting.stream().map(entry -> (Wish.Acceptance) entry.wish()).toList();
        // Asked for again, the offer that became this very booking answers with the booking.
        return bounded(offers.accept(flush.connection, flush.batch.turns(), wishes, now()))
                .compose(rulings -> decide(flush.batch, waiting, rulings))
                .recover(e -> {
                    if (REFERENCE_TAKEN.equals(Fault.of(e).constraint())) {
                        waiting.forEach(entry -> entry.renew(references.next(shard.number())));
                    }
                    return undecided(flush.after(e), waiting, new Verdict.Stale());
                });
    }

    private Future<Void> book(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = sendable(flush, all);
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        if (settlement.full()) {
            // What is not sent is surely not booked; what is sent and lost would have nobody to look after it.
            waiting.forEach(entry -> entry.decide(notServed(Reason.UNAVAILABLE)));
            return Future.succeededFuture();
        }
        List<Wish.Seats> wishes =
                waiting.stream().map(entry -> (Wish.Seats) entry.wish()).toList();
        return bounded(seats.book(flush.connection, flush.batch.turns(), wishes, now()))
                .compose(rulings -> decide(flush.batch, waiting, rulings))
                .compose(done -> claim(flush, waiting))
                .recover(e -> {
                    Fault fault = Fault.of(e);
                    if (fault.kind() == Fault.Kind.UNKNOWN) {
                        log.warn("Flush of {} bookings ended without an answer: {}", wishes.size(), e.getMessage());
                        return settlement.settle(waiting);
                    }
                    if (REFERENCE_TAKEN.equals(fault.constraint())) {
                        waiting.forEach(entry -> entry.renew(references.next(shard.number())));
                    }
                    return undecided(e, waiting, notServed(Reason.UNAVAILABLE));
                });
    }

    /**
     * Those that may still be sent. Getting a connection and the statements before this one took their time; and nothing
     * follows on a connection that fell silent.
     */
    private List<Waiting> sendable(Flush flush, List<Waiting> waiting) {
        Instant latest = clock.instant().plus(config.flushTimeout());
        List<Waiting> sendable = new ArrayList<>(waiting.size());
        for (Waiting entry : waiting) {
            if (entry.wish().deadline().isBefore(latest)) {
                entry.decide(notServed(Reason.DEADLINE));
            } else if (flush.silent) {
                entry.decide(new Verdict.Stale());
            } else {
                sendable.add(entry);
            }
        }
        return sendable;
    }

    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <T> Future<T> bounded(Future<T> statement) {
        return statement.timeout(config.flushTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Void> decide(Batch batch, List<Waiting> waiting, List<Ruling> rulings) {
        for (int i = 0; i < waiting.size(); i++) {
            Ruling ruling = rulings.get(i);
            Waiting entry = waiting.get(i);
            if (ruling.verdict() instanceof Verdict.Offered) {
                entry.takeOffer();
                entry.decide(new Verdict.Stale());
            } else if (ruling.verdict() instanceof Verdict.NotOffered none) {
                entry.decide(entry.takeSeats() ? new Verdict.Stale() : new Verdict.Final(none.otherwise()));
            } else {
                entry.decide(ruling.verdict());
            }
            if (ruling.fence() != null) {
                batch.fencedAt(waiting.get(i).wish().eventId(), ruling.fence());
            }
        }
        return Future.succeededFuture();
    }

    // Rare: most keys are used once.
    private Future<Void> claim(Flush flush, List<Waiting> all) {
        List<Waiting> waiting = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        for (Waiting entry : all) {
            if (entry.verdict() instanceof Verdict.Unclaimed kept) {
                waiting.add(entry);
                bookings.add(kept.answer().booking());
            }
        }
        if (waiting.isEmpty()) {
            return Future.succeededFuture();
        }
        waiting.forEach(entry -> entry.decide(new Verdict.Stale()));
        // What cannot be claimed is being undone or already gone, and the wish is a new one. Claiming again has no
        // effect.
        return bounded(claims.claim(
                        flush.connection, waiting.stream().map(Waiting::wish).toList(), bookings))
                .onSuccess(claimed -> {
                    for (int i = 0; i < bookings.size(); i++) {
                        if (claimed.contains(bookings.get(i).id())) {
                            waiting.get(i).decide(new Verdict.Final(new Booked(bookings.get(i))));
                        }
                    }
                })
                .<Void>mapEmpty()
                .recover(e -> undecided(flush.after(e), waiting, new Verdict.Stale()));
    }

    private Future<Void> undecided(Throwable failure, List<Waiting> waiting, Verdict unknown) {
        Fault fault = Fault.of(failure);
        boolean keyTaken = KEY_TAKEN.equals(fault.constraint());
        boolean referenceTaken = REFERENCE_TAKEN.equals(fault.constraint());
        for (Waiting entry : waiting) {
            boolean again = entry.attempts() < MOST_ATTEMPTS;
            switch (fault.kind()) {
                // Nothing happened, and while the deadline allows it the client need not hear of it.
                case UNAVAILABLE, RETRY -> entry.decide(again ? new Verdict.Stale() : notServed(Reason.UNAVAILABLE));
                case UNKNOWN -> entry.decide(again ? unknown : notServed(Reason.UNKNOWN));
                case CONFLICT ->
                    entry.decide(
                            again && (keyTaken || referenceTaken) ? new Verdict.Stale() : new Verdict.Broken(failure));
                case BROKEN -> entry.decide(new Verdict.Broken(failure));
            }
        }
        return Future.succeededFuture();
    }

    private static Verdict notServed(Reason reason) {
        return new Verdict.Final(new NotServed(reason));
    }

    /** One batch on its way over one connection. */
    private static final class Flush {
        private final SqlClient connection;
        private final Batch batch;
        private boolean silent;

        Flush(SqlClient connection, Batch batch) {
            this.connection = connection;
            this.batch = batch;
        }

        /** Notes what a failure says of the connection, and returns the failure. */
        Throwable after(Throwable failure) {
            silent |= Fault.of(failure).kind() == Fault.Kind.UNKNOWN;
            return failure;
        }
    }

    /** A batch by kind, each kind in its old order. */
    private record Sorted(
            List<Waiting> cancellations,
            List<Waiting> confirmations,
            List<Waiting> extensions,
            List<Waiting> acceptances,
            List<Waiting> seats) {
        static Sorted of(Batch batch) {
            Sorted sorted = new Sorted(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            batch.wishes().forEach(entry -> sorted.of(entry.wish()).add(entry));
            return sorted;
        }

        private List<Waiting> of(Wish wish) {
            if (wish instanceof Wish.Cancellation) {
                return cancellations;
            }
            if (wish instanceof Wish.Extension) {
                return extensions;
            }
            if (wish instanceof Wish.Acceptance) {
                return acceptances;
            }
            return wish instanceof Wish.Confirmation ? confirmations : seats;
        }
    }
}
