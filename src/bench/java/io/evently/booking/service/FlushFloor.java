package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.IdempotencyKey;
import io.evently.booking.service.FloorCase.Way;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What PostgreSQL gives when nothing stands before it: the statements of a node without its HTTP, bus, lanes and locks,
 * and, for comparison, the plain way's transactions likewise. Every statement must book all it was asked for. The
 * databases must be migrated; events and bookings stay in them.
 */
public final class FlushFloor {
    private static final int USERS = 1_000;

    private final Vertx vertx;
    private final Shards shards;
    private final Clock clock;
    private final RandomGenerator random;
    private final Ids ids;
    private final References references;
    private final SeatsRepository seats = new SeatsRepository(10);
    private final FloorRepository events = new FloorRepository();
    private final List<UUID> users;

    /** @param random may be used by several event loops at once */
    public FlushFloor(Vertx vertx, Shards shards, Clock clock, RandomGenerator random) {
        this.vertx = vertx;
        this.shards = shards;
        this.clock = clock;
        this.random = random;
        this.ids = new Ids(clock, random);
        this.references = new References(clock, random);
        this.users = IntStream.range(0, USERS).mapToObj(i -> ids.next()).toList();
    }

    /**
     * Measures everything in the plan, run after run. Fails when a statement fails or refuses anything.
     *
     * @param progress hears each measurement as it is done
     */
    public Future<List<FloorResult>> measure(FloorPlan plan, Consumer<String> progress) {
        return measure(plan, plan.cases(), progress);
    }

    /** One flush statement at a time against one event of the first shard: what growth must not change. */
    public Future<FloorResult> flushAlone(int batch, Duration warmUp, Duration measured, int runs) {
        FloorPlan plan = new FloorPlan(List.of(batch), List.of(1), List.of(), warmUp, measured, runs, true);
        FloorCase hot = new FloorCase(Way.FLUSH, FloorCase.Spread.HOT, batch, 1);
        return measure(plan, List.of(hot), said -> {}).map(results -> results.get(0));
    }

    private Future<List<FloorResult>> measure(FloorPlan plan, List<FloorCase> cases, Consumer<String> progress) {
        Map<FloorCase, List<SteadyLoad.Tally>> tallies = new LinkedHashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (int run = 1; run <= plan.runs(); run++) {
            int number = run;
            for (FloorCase what : cases) {
                chain = chain.compose(done -> measure(what, plan)).map(tally -> {
                    tallies.computeIfAbsent(what, first -> new ArrayList<>()).add(tally);
                    progress.accept("run " + number + ": " + what + " " + Math.round(tally.bookingsPerSecond()) + "/s");
                    return null;
                });
            }
        }
        return chain.map(done -> tallies.entrySet().stream()
                .map(entry -> FloorResult.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    private Future<SteadyLoad.Tally> measure(FloorCase what, FloorPlan plan) {
        int count = what.spread().shards(shards.count());
        List<Future<List<Supplier<Future<Integer>>>>> prepared = new ArrayList<>();
        for (Shard shard : shards.all().subList(0, count)) {
            prepared.add(steps(what, plan.keys(), shard));
        }
        return Future.all(prepared)
                .compose(all -> new SteadyLoad(vertx)
                        .run(
                                all.<List<Supplier<Future<Integer>>>>list().stream()
                                        .flatMap(List::stream)
                                        .toList(),
                                plan.warmUp(),
                                plan.measured()));
    }

    private Future<List<Supplier<Future<Integer>>>> steps(FloorCase what, boolean keys, Shard shard) {
        UUID[] onSale = new UUID[what.spread().eventsOfEach(shards.count())];
        for (int i = 0; i < onSale.length; i++) {
            onSale[i] = ids.next(shard.number());
        }
        return events.events(shard.pool(), onSale, clock.instant())
                .map(done -> IntStream.range(0, what.inFlight())
                        .mapToObj(worker -> what.way() == Way.PLAIN
                                ? new PlainStep(shard, List.of(onSale), keys)
                                : flushStep(what, keys, shard, onSale, worker))
                        .toList());
    }

    // As in the lanes, an event is in one owned flush at a time; where several must share one, none owns it.
    private Supplier<Future<Integer>> flushStep(FloorCase what, boolean keys, Shard shard, UUID[] onSale, int worker) {
        List<UUID> own = IntStream.range(0, onSale.length)
                .filter(i -> i % what.inFlight() == worker)
                .mapToObj(i -> onSale[i])
                .toList();
        return own.isEmpty() || onSale.length < what.inFlight()
                ? new FlushStep(shard, List.of(onSale), FlushRepository.UNOWNED, what.batch(), keys)
                : new FlushStep(shard, own, FlushRepository.CLAIM, what.batch(), keys);
    }

    private IdempotencyKey key() {
        UUID key = ids.next();
        return new IdempotencyKey(key.toString(), key.toString());
    }

    private UUID user() {
        return users.get(random.nextInt(users.size()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The statement of the lanes. */
    private final class FlushStep implements Supplier<Future<Integer>> {
        private final Shard shard;
        private final List<UUID> onSale;
        private final Map<UUID, Long> fences = new HashMap<>();
        private final int batch;
        private final boolean keys;
        private int sent;

        FlushStep(Shard shard, List<UUID> onSale, long fence, int batch, boolean keys) {
            this.shard = shard;
            this.onSale = onSale;
            this.batch = batch;
            this.keys = keys;
            onSale.forEach(event -> fences.put(event, fence));
        }

        @Override
        public Future<Integer> get() {
            List<Wish.Seats> wishes = new ArrayList<>(batch);
            SortedMap<UUID, Long> turns = new TreeMap<>();
            for (int i = 0; i < batch; i++) {
                UUID event = onSale.get(sent++ % onSale.size());
                turns.put(event, fences.getOrDefault(event, FlushRepository.UNOWNED));
                wishes.add(wish(event));
            }
            EventFences taken = new EventFences(List.copyOf(turns.keySet()), List.copyOf(turns.values()), true);
            return shard.flush(connection -> seats.book(connection, taken, wishes, now()))
                    .map(rulings -> booked(rulings, wishes));
        }

        private Wish.Seats wish(UUID event) {
            return new Wish.Seats(
                    event,
                    ids.next(shard.number()),
                    references.next(shard.number()),
                    user(),
                    1,
                    null,
                    null,
                    keys ? key() : null,
                    Instant.MAX,
                    null);
        }

        private int booked(List<Ruling> rulings, List<Wish.Seats> wishes) {
            for (int i = 0; i < rulings.size(); i++) {
                Ruling ruling = rulings.get(i);
                if (!(ruling.verdict() instanceof Verdict.Final it) || !(it.outcome() instanceof Booked)) {
                    throw new IllegalStateException("not booked: " + ruling.verdict());
                }
                Long fence = ruling.fence();
                if (fence != null) {
                    fences.computeIfPresent(
                            wishes.get(i).eventId(), (event, held) -> held == FlushRepository.UNOWNED ? held : fence);
                }
            }
            return rulings.size();
        }
    }

    /** The plain way's transaction. */
    private final class PlainStep implements Supplier<Future<Integer>> {
        private final PlainBooking booking;
        private final List<UUID> onSale;
        private final boolean keys;

        PlainStep(Shard shard, List<UUID> onSale, boolean keys) {
            this.booking = new PlainBooking(shard, ids, references, clock);
            this.onSale = onSale;
            this.keys = keys;
        }

        @Override
        public Future<Integer> get() {
            UUID event = onSale.get(random.nextInt(onSale.size()));
            return booking.book(new BookSeats(event, user(), 1, null, false, keys ? key() : null, Instant.MAX))
                    .map(outcome -> {
                        if (!(outcome instanceof Booked)) {
                            throw new IllegalStateException("not booked: " + outcome);
                        }
                        return 1;
                    });
        }
    }
}
