package io.evently.waitlist;

import io.evently.bus.TypedBus;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.tracing.TraceContext;
import io.evently.waitlist.JoinResult.Entered;
import io.evently.waitlist.WaitlistRepository.Joining;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import static io.evently.waitlist.WaitlistEndpoints.FIND;
import static io.evently.waitlist.WaitlistEndpoints.JOIN;
import static io.evently.waitlist.WaitlistEndpoints.LEAVE;
import static io.evently.waitlist.WaitlistEndpoints.LIST;
import static io.evently.waitlist.WaitlistEndpoints.PROCESS;
import static io.evently.waitlist.WaitlistEndpoints.STATS;

/** The waitlists of one shard: one instance for each shard and node. */
public final class WaitlistVerticle extends VerticleBase {
    // Each look finds out when the next offer lapses; one that is made after it, here or elsewhere, is open for longer
    // than this.
    private static final Duration SWEEP_LONGEST = Duration.ofSeconds(10);
    private static final long AGREED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final WaitlistConfig config;
    private final TypedBus bus;
    private final Shard shard;
    private final Clock clock;
    private final int maxQuantity;
    private final WaitlistMetrics metrics;
    private final Ids ids;
    private final WaitlistRepository repository = new WaitlistRepository();
    private Joins joins;
    private Estimates estimates;
    private Rounds learning;
    private Rounds sweeping;
    private OptionalLong agreedAt = OptionalLong.empty();

    /**
     * The waitlists of a shard.
     *
     * @param maxQuantity seats in one booking, and so in one entry
     * @param clock of the shard
     */
    public WaitlistVerticle(
            WaitlistConfig config,
            TypedBus bus,
            Shard shard,
            int maxQuantity,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        this.config = config;
        this.bus = bus;
        this.shard = shard;
        this.maxQuantity = maxQuantity;
        this.metrics = new WaitlistMetrics(meters, shard.number());
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    @Override
    public Future<?> start() {
        int number = shard.number();
        joins = new Joins(
                config.joinBatch(),
                config.joinLimit(),
                batch -> shard.telling(repository.join(shard.pool(), batch, now())));
        WaitlistSweep sweep = new WaitlistSweep(shard, config, repository, metrics, clock);
        // Whatever frees seats or makes an offer on this node has facts to tell.
        sweeping = new Rounds(
                        vertx,
                        "Sweeping the waitlists of shard " + number,
                        config.sweepInterval(),
                        config.sweepInterval(),
                        () -> agreed(sweep))
                .growingTo(longestPause())
                .rungBy(shard.outbox());
        sweeping.start();
        estimates = new Estimates(vertx, shard, config, clock);
        EstimateRepository lessons = new EstimateRepository();
        learning = Rounds.every(
                vertx,
                "Learning of cancellations on shard " + number,
                config.estimateLife(),
                () -> lessons.learn(shard.pool(), now()).mapEmpty());
        learning.start();
        return Future.all(
                bus.answer(JOIN.at(number), this::join),
                bus.answer(
                        LEAVE.at(number),
                        wish -> shard.telling(
                                repository.leave(shard.pool(), wish, TraceContext.currentTraceId(), now()))),
                bus.answer(FIND.at(number), this::find),
                bus.answer(LIST.at(number), this::list),
                bus.answer(STATS.at(number), this::stats),
                bus.answer(PROCESS.at(number), this::process));
    }

    @Override
    public Future<?> stop() {
        estimates.close();
        return Future.join(sweeping.stop(), learning.stop());
    }

    private Duration longestPause() {
        return config.offerWindows().stream()
                .map(window -> window.lasts().dividedBy(2))
                .filter(half -> half.compareTo(SWEEP_LONGEST) < 0)
                .min(Comparator.naturalOrder())
                .orElse(SWEEP_LONGEST);
    }

    // Again and again, since the database may be away when a node starts, or come back from an older copy.
    private Future<Next> agreed(WaitlistSweep sweep) {
        boolean since = agreedAt.isPresent() && System.nanoTime() - agreedAt.getAsLong() < AGREED_NANOS;
        return (since ? Future.<Void>succeededFuture() : agree())
                .compose(done -> sweep.run())
                .onSuccess(done -> sweep.untilNext().ifPresent(sweeping::ringIn))
                .onFailure(e -> agreedAt = OptionalLong.empty());
    }

    private Future<Void> agree() {
        long asked = System.nanoTime();
        return repository.agree(shard.pool(), config.policy()).onSuccess(done -> agreedAt = OptionalLong.of(asked));
    }

    private Future<JoinOutcome> join(JoinWaitlist wish) {
        if (wish.quantity() > maxQuantity) {
            return Future.succeededFuture(new JoinOutcome.QuantityAboveLimit(maxQuantity, wish.quantity()));
        }
        if (!joins.roomy()) {
            metrics.asked("overloaded");
            return Future.succeededFuture(new JoinOutcome.NotServed());
        }
        return joins.join(new Joining(ids.next(shard.number()), wish, TraceContext.currentTraceId()))
                .compose(this::outcome);
    }

    private Future<JoinOutcome> outcome(JoinResult result) {
        metrics.asked(result.word());
        return result instanceof Entered entered
                ? joined(entered)
                : Future.succeededFuture(((JoinResult.Refused) result).outcome());
    }

    // The position of that moment, in the first answer and in each repetition of it.
    private Future<JoinOutcome> joined(Entered entered) {
        return repository
                .find(shard.pool(), List.of(entered.entry()), now())
                .map(entries -> entries.get(0))
                .compose(entry -> entry.status() == WaitlistStatus.WAITING
                        ? estimates.estimated(
                                entry.standing(entered.ahead() + 1, entered.ahead(), entered.seatsAhead()))
                        : Future.succeededFuture(entry))
                .map(JoinOutcome.Joined::new);
    }

    private Future<EntryLookup> find(FindEntry query) {
        return repository
                .find(shard.pool(), query.eventId(), query.userId(), now())
                .compose(entry -> entry.isPresent()
                        ? estimates.estimated(entry.get()).map(EntryLookup.Found::new)
                        : Future.succeededFuture(new EntryLookup.NotFound()));
    }

    private Future<EntriesLookup> list(ListEntries query) {
        return repository.event(shard.pool(), query.eventId()).compose(event -> {
            if (event.isEmpty()) {
                return Future.succeededFuture(new EntriesLookup.NotFound());
            }
            return repository
                    .page(shard.pool(), query, now())
                    .compose(entries -> repository
                            .count(shard.pool(), query)
                            .map(total -> new EntriesLookup.Listed(entries, total)));
        });
    }

    private Future<StatsLookup> stats(ReadStats query) {
        return repository
                .stats(shard.pool(), query.eventId())
                .map(stats -> stats.<StatsLookup>map(StatsLookup.Found::new).orElseGet(StatsLookup.NotFound::new));
    }

    private Future<ProcessOutcome> process(ProcessWaitlist wish) {
        return repository.event(shard.pool(), wish.eventId()).compose(event -> {
            if (event.isEmpty()) {
                return Future.succeededFuture(new ProcessOutcome.NotFound());
            }
            Instant now = now();
            boolean over = !event.get().date().isAfter(now);
            if (over || !event.get().status().equals("active")) {
                String status = event.get().status();
                return Future.succeededFuture(
                        new ProcessOutcome.NotBookable(status.equals("active") ? "completed" : status));
            }
            return shard.telling(repository.process(shard.pool(), wish.eventId(), wish.availableSeats(), now))
                    .map(ProcessOutcome.Processed::new);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
