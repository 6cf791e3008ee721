package io.evently.booking.service;

import io.evently.booking.AcceptOffer;
import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.QuantityAboveLimit;
import io.evently.booking.IdempotencyKey;
import io.evently.bus.TypedBus;
import io.evently.cluster.EventLocks;
import io.evently.schedule.Foreground;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.ShardClock;
import io.evently.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

import static io.evently.booking.BookingEndpoints.ACCEPT_OFFER;
import static io.evently.booking.BookingEndpoints.BOOK_SEATS;
import static io.evently.booking.BookingEndpoints.CANCEL_BOOKING;
import static io.evently.booking.BookingEndpoints.CANCEL_EVENT;
import static io.evently.booking.BookingEndpoints.CONFIRM_HOLD;
import static io.evently.booking.BookingEndpoints.EXTEND_HOLD;

/** Books, confirms and cancels on one shard: one instance for each shard and node, one event loop for all its lanes. */
public final class BookingVerticle extends VerticleBase {
    private static final Duration LANE_SWEEP = Duration.ofMillis(50);
    private static final Duration REFUSALS_PAUSE = Duration.ofSeconds(1);
    // Refusals ring, so that nobody has to look for them.
    private static final Duration REFUSALS_LONGEST = Duration.ofMinutes(1);
    // Each look finds out when the next hold lapses; one that is made after it, here or elsewhere, lasts longer than
    // this.
    private static final Duration SWEEP_LONGEST = Duration.ofSeconds(10);
    private static final Duration UPKEEP_LONGEST = Duration.ofSeconds(15);

    private final BookingConfig config;
    private final TypedBus bus;
    private final Shard shard;
    private final EventLocks locks;
    private final Foreground foreground;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ShardClock time;
    private final Ids ids;
    private final References references;
    private final BookingRepository bookings = new BookingRepository();
    private final EndingRepository endings = new EndingRepository();
    private final ClaimRepository claims = new ClaimRepository();
    private final ChangeRepository changes = new ChangeRepository();
    private EventCancellation cancellation;
    private Settlement settlement;
    private Lanes lanes;
    private Refusals refusals;
    private Rounds sweeping;
    private Rounds counting;
    private List<Rounds> jobs = List.of();
    private long lanesTimer;
    private boolean lanesSwept;

    public BookingVerticle(
            BookingConfig config,
            TypedBus bus,
            Shard shard,
            EventLocks locks,
            Foreground foreground,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        this.config = config;
        this.bus = bus;
        this.shard = shard;
        this.locks = locks;
        this.foreground = foreground;
        this.meters = meters;
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.references = new References(clock, random);
        this.time = new ShardClock(shard, clock).measuredBy(meters);
    }

    @Override
    public Future<?> start() {
        cancellation = new EventCancellation(vertx, shard, endings, time);
        settlement = new Settlement(vertx, shard, config, new SettlementRepository(), clock, this::undo);
        Flusher flusher = new Flusher(
                shard,
                config,
                new SeatsRepository(config.maxHeldSeats()),
                changes,
                settlement,
                references,
                clock,
                time);
        lanes = new Lanes(config, locks, flusher, new LaneMetrics(meters, shard.number()), foreground.queue(), clock);
        Sweep sweep = new Sweep(shard, config, endings, cancellation, time);
        refusals = new Refusals(shard, clock, new RefusalRepository());
        String ofShard = " of shard " + shard.number();
        sweeping = new Rounds(
                        vertx, "Ending holds" + ofShard, config.sweepInterval(), Duration.ZERO, () -> sweep(sweep))
                .growingTo(longestPause());
        counting = new Rounds(
                        vertx,
                        "Writing down refusals" + ofShard,
                        REFUSALS_PAUSE,
                        REFUSALS_PAUSE,
                        () -> refusals.write().map(Next.NOTHING))
                .growingTo(REFUSALS_LONGEST);
        jobs = jobs(sweep, ofShard);
        jobs.forEach(Rounds::start);
        int number = shard.number();
        Future<?> answering = Future.all(
                bus.answer(BOOK_SEATS.at(number), this::bookSeats),
                bus.answer(ACCEPT_OFFER.at(number), this::acceptOffer),
                bus.answer(CONFIRM_HOLD.at(number), change -> change(change, BookingVerticle::confirmation)),
                bus.answer(EXTEND_HOLD.at(number), change -> change(change, this::extension)),
                bus.answer(CANCEL_BOOKING.at(number), change -> change(change, BookingVerticle::cancellation)),
                bus.answer(CANCEL_EVENT.at(number), cancel -> cancellation.cancel(cancel.eventId())));
        return time.compare().otherwiseEmpty().compose(compared -> answering);
    }

    /** Lets everything that waits finish before the verticle goes. */
    @Override
    public Future<?> stop() {
        List<Future<?>> ended = new ArrayList<>();
        ended.add(lanes.drain().compose(drained -> settlement.idle()));
        jobs.forEach(job -> ended.add(job.stop()));
        return Future.join(ended).eventually(refusals::write);
    }

    private List<Rounds> jobs(Sweep sweep, String ofShard) {
        Duration pause = config.sweepInterval();
        return List.of(
                sweeping,
                counting,
                new Rounds(vertx, "Going on with refunds" + ofShard, pause, Duration.ZERO, sweep::resumeRefunds)
                        .growingTo(UPKEEP_LONGEST),
                new Rounds(vertx, "Forgetting keys" + ofShard, pause, Duration.ZERO, sweep::forgetKeys)
                        .growingTo(UPKEEP_LONGEST),
                Rounds.every(
                        vertx, "Comparing clocks with shard " + shard.number(), ShardClock.INTERVAL, time::compare));
    }

    private Duration longestPause() {
        Duration half = config.holdDuration().dividedBy(2);
        return half.compareTo(SWEEP_LONGEST) < 0 ? half : SWEEP_LONGEST;
    }

    private Future<Next> sweep(Sweep sweep) {
        return sweep.run().onSuccess(done -> sweep.untilNext().ifPresent(sweeping::ringIn));
    }

    // Not while there are no lanes: somebody has to wake up for each look.
    private void sweepLanes() {
        if (!lanesSwept) {
            lanesSwept = true;
            lanesTimer = vertx.setPeriodic(LANE_SWEEP.toMillis(), timer -> {
                lanes.sweep();
                if (lanes.none()) {
                    lanesSwept = false;
                    vertx.cancelTimer(lanesTimer);
                }
            });
        }
    }

    private Future<BookingOutcome> bookSeats(BookSeats wish) {
        if (wish.quantity() > config.maxQuantity()) {
            return Future.succeededFuture(new QuantityAboveLimit(config.maxQuantity(), wish.quantity()));
        }
        Instant expiresAt = wish.hold() ? holdEnd() : null;
        Future<BookingOutcome> answer = enqueue(new Wish.Seats(
                wish.eventId(),
                ids.next(shard.number()),
                references.next(shard.number()),
                wish.userId(),
                wish.quantity(),
                wish.expectedPrice(),
                expiresAt,
                wish.key(),
                wish.deadline(),
                TraceContext.currentTraceId()));
        return answer.onSuccess(outcome -> {
            if (outcome instanceof InsufficientSeats && refusals.count(wish.eventId(), wish.quantity())) {
                counting.ring();
            }
        });
    }

    private Future<BookingOutcome> acceptOffer(AcceptOffer wish) {
        return enqueue(new Wish.Acceptance(
                wish.eventId(),
                ids.next(shard.number()),
                references.next(shard.number()),
                wish.userId(),
                wish.key(),
                wish.deadline(),
                TraceContext.currentTraceId()));
    }

    private Future<BookingOutcome> change(BookingChange change, BiFunction<UUID, BookingChange, Wish> wish) {
        return bookings.eventOf(shard.pool(), change)
                .compose(event -> event.isPresent()
                        ? enqueue(wish.apply(event.get(), change))
                        : Future.succeededFuture(new NotFound("Booking")));
    }

    // A lane works for many requests at a time, so in none of their traces; a wish names its own.
    private Future<BookingOutcome> enqueue(Wish wish) {
        sweepLanes();
        return TraceContext.detached(() -> lanes.enqueue(wish));
    }

    // Past the lanes, which may be full or closed: the row lock alone makes it safe.
    private Future<Boolean> undo(Settlement.Lost lost) {
        IdempotencyKey key = lost.wish().key();
        if (key == null) {
            return cancelUnwanted(shard.pool(), lost.booking());
        }
        // Together or not at all: a key that answers with a booking keeps it, and a free one has none.
        return shard.pool()
                .withTransaction(connection -> claims.forget(
                                connection, lost.booking(), lost.wish().userId(), key)
                        .compose(free ->
                                free ? cancelUnwanted(connection, lost.booking()) : Future.succeededFuture(true))
                        .compose(done -> done
                                ? Future.succeededFuture(true)
                                : Future.failedFuture(new IllegalStateException("the booking changed meanwhile"))))
                .onSuccess(done -> shard.outbox().ring());
    }

    private Future<Boolean> cancelUnwanted(SqlClient client, Booking booking) {
        Instant now = time.instant();
        Wish.Cancellation wish =
                new Wish.Cancellation(booking.eventId(), booking.id(), booking.userId(), true, null, now, null);
        EventFences unowned = new EventFences(List.of(booking.eventId()), List.of(FlushRepository.UNOWNED), true);
        return changes.cancel(client, unowned, List.of(wish), now)
                .map(rulings -> rulings.get(0).verdict() instanceof Verdict.Final);
    }

    private static Wish confirmation(UUID eventId, BookingChange change) {
        return new Wish.Confirmation(
                eventId,
                change.bookingId(),
                change.userId(),
                change.anyOwner(),
                change.key(),
                change.deadline(),
                TraceContext.currentTraceId());
    }

    private Wish extension(UUID eventId, BookingChange change) {
        return new Wish.Extension(
                eventId,
                change.bookingId(),
                change.userId(),
                change.anyOwner(),
                holdEnd(),
                change.key(),
                change.deadline(),
                TraceContext.currentTraceId());
    }

    private Instant holdEnd() {
        return time.instant().plus(config.holdDuration()).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Wish cancellation(UUID eventId, BookingChange change) {
        return new Wish.Cancellation(
                eventId,
                change.bookingId(),
                change.userId(),
                change.anyOwner(),
                change.key(),
                change.deadline(),
                TraceContext.currentTraceId());
    }
}
