package io.evently.catalog;

import io.evently.bus.TypedBus;
import io.evently.schedule.Rounds;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.ShardClocks;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import static io.evently.catalog.CatalogEndpoints.CHANGE_PRICE;
import static io.evently.catalog.CatalogEndpoints.CREATE_EVENT;
import static io.evently.catalog.CatalogEndpoints.GET_EVENT;
import static io.evently.catalog.CatalogEndpoints.LIST_EVENTS;
import static io.evently.catalog.CatalogEndpoints.POPULAR_EVENTS;
import static io.evently.catalog.CatalogEndpoints.UPDATE_EVENT;
import static java.time.temporal.ChronoUnit.MILLIS;

/** Answers {@link CatalogEndpoints}. Any number of instances. */
public final class CatalogVerticle extends VerticleBase {
    private static final Comparator<PopularEvent> MOST_WANTED =
            Comparator.comparing(PopularEvent::score).reversed().thenComparing(PopularEvent::eventId);

    private final CatalogConfig config;
    private final TypedBus bus;
    private final Shards shards;
    private final Ids ids;
    private final RandomGenerator random;
    private final ShardClocks clocks;
    private final EventRepository events = new EventRepository();
    private final PopularityRepository popularity = new PopularityRepository();
    private final EventReads reads = new EventReads(events);
    private final EventLists lists;
    private final ViewCounter views;
    private Rounds viewWriter;

    /** A verticle not yet deployed; {@code random} chooses the shards of new events. */
    public CatalogVerticle(
            CatalogConfig config, TypedBus bus, Shards shards, Ids ids, RandomGenerator random, ShardClocks clocks) {
        this.config = config;
        this.bus = bus;
        this.shards = shards;
        this.ids = ids;
        this.random = random;
        this.clocks = clocks;
        this.lists = new EventLists(shards, events);
        this.views = new ViewCounter(config.viewedEvents());
    }

    @Override
    public Future<?> start() {
        viewWriter = Rounds.every(vertx, "Writing the views of events", config.viewInterval(), this::writeViews);
        viewWriter.start();
        return Future.all(
                bus.answer(CREATE_EVENT, this::create),
                bus.answer(GET_EVENT, this::get),
                bus.answer(LIST_EVENTS, lists::list),
                bus.answer(UPDATE_EVENT, this::update),
                bus.answer(CHANGE_PRICE, this::changePrice),
                bus.answer(POPULAR_EVENTS, this::popular));
    }

    /** Writes what was counted last; a failure to do so does not keep a node from stopping. */
    @Override
    public Future<?> stop() {
        return viewWriter.stop().compose(stopped -> writeViews()).otherwiseEmpty();
    }

    private Future<CreateOutcome> create(CreateEvent wish) {
        Shard shard = shards.shard(random.nextInt(shards.count()));
        Instant now = now(shard);
        Map<String, String> problems = EventRules.problems(wish, now);
        if (!problems.isEmpty()) {
            return Future.succeededFuture(new CreateOutcome.Invalid(problems));
        }
        return shard.telling(events.insert(shard.pool(), ids.next(shard.number()), wish, now))
                .map(created -> new CreateOutcome.Created(created.orElseThrow()));
    }

    private Future<EventLookup> get(GetEvent wish) {
        return shards.of(wish.eventId())
                .map(shard -> reads.get(shard, wish.eventId()).map(found -> {
                    if (found.isPresent() && wish.views() > 0) {
                        views.count(wish.eventId(), wish.views());
                    }
                    return found.<EventLookup>map(EventLookup.Found::new).orElseGet(EventLookup.NotFound::new);
                }))
                .orElseGet(() -> Future.succeededFuture(new EventLookup.NotFound()));
    }

    private Future<UpdateOutcome> update(UpdateEvent wish) {
        Optional<Shard> place = shards.of(wish.eventId());
        Instant now = now(place.orElse(shards.shard(0)));
        Map<String, String> problems = EventRules.problems(wish, now);
        if (!problems.isEmpty()) {
            return Future.succeededFuture(new UpdateOutcome.Invalid(problems));
        }
        return place.map(shard -> shard.telling(events.update(shard, wish, now)))
                .orElseGet(() -> Future.succeededFuture(new UpdateOutcome.NotFound()));
    }

    private Future<UpdateOutcome> changePrice(ChangePrice wish) {
        Optional<Shard> place = shards.of(wish.eventId());
        Instant now = now(place.orElse(shards.shard(0)));
        Map<String, String> problems = EventRules.problems(wish.asUpdate(), now);
        if (!problems.isEmpty()) {
            return Future.succeededFuture(new UpdateOutcome.Invalid(problems));
        }
        return place.map(shard -> shard.telling(events.update(shard, wish, now)))
                .orElseGet(() -> Future.succeededFuture(new UpdateOutcome.NotFound()));
    }

    private Future<PopularPage> popular(ListPopular wish) {
        return shards.ask(shard -> popularity.top(shard.pool(), wish.limit()))
                .map(parts -> new PopularPage(parts.stream()
                        .flatMap(List::stream)
                        .sorted(MOST_WANTED)
                        .limit(wish.limit())
                        .toList()));
    }

    private Future<Void> writeViews() {
        Map<Shard, Map<UUID, Integer>> byShard = new HashMap<>();
        views.take()
                .forEach((id, count) -> shards.of(id)
                        .ifPresent(shard -> byShard.computeIfAbsent(shard, any -> new HashMap<>())
                                .put(id, count)));
        List<Future<Void>> writes = new ArrayList<>();
        byShard.forEach((shard, counts) -> writes.add(popularity.countViews(shard.pool(), counts, now(shard))));
        return Future.join(writes).mapEmpty();
    }

    // An offer that more seats make ends by the time of the shard, and so it begins by it.
    private Instant now(Shard shard) {
        return clocks.of(shard).instant().truncatedTo(MILLIS);
    }
}
