package io.evently.bench.growth;

import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Fills the databases of a node that was just made, evenly over the shards. All invariants hold afterwards. One seed for
 * a set of databases, and one call at a time; the pools must allow statements of minutes.
 */
final class Seed {
    /** What a shard has numbers for: later ones would be bookings of the future. */
    private static final long MOST_ON_SHARD = 13_000_000;

    private final Shards shards;
    private final Clock clock;
    private final Ids ids;
    private final String salt;
    private final SeedRepository repository = new SeedRepository();
    private final long[] seeded;

    Seed(Shards shards, Clock clock, RandomGenerator random) {
        this.shards = shards;
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.salt = Long.toHexString(random.nextLong());
        this.seeded = new long[shards.count()];
    }

    /** New events on sale; their ids. */
    Future<List<UUID>> events(int count) {
        List<UUID> all = IntStream.range(0, count)
                .mapToObj(i -> ids.next(i % shards.count()))
                .toList();
        return shards.ask(shard -> repository.events(shard, on(shard, all), clock.instant()))
                .map(all);
    }

    /** Ids of people who have no accounts. */
    List<UUID> strangers(int count) {
        return IntStream.range(0, count).mapToObj(i -> ids.next()).toList();
    }

    /**
     * New bookings of one seat, spread evenly over events and by lot over users.
     *
     * @param events some on every shard that is to get bookings
     */
    Future<Void> bookings(long count, List<UUID> events, List<UUID> users) {
        List<Future<Void>> parts = new ArrayList<>();
        for (Shard shard : shards.all()) {
            int number = shard.number();
            long share = count / shards.count() + (number < count % shards.count() ? 1 : 0);
            long first = seeded[number] + 1;
            if (share == 0) {
                continue;
            }
            if (first + share > MOST_ON_SHARD) {
                throw new IllegalArgumentException("a shard can be seeded with " + MOST_ON_SHARD + " bookings");
            }
            seeded[number] += share;
            parts.add(repository.bookings(
                    shard,
                    first,
                    seeded[number],
                    on(shard, events),
                    users,
                    salt,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        return Future.all(parts).mapEmpty();
    }

    /** Forgets every booking, whoever made it, and leaves the events as if there had been none. */
    Future<Void> clear() {
        return shards.ask(repository::clear).mapEmpty();
    }

    /** Leaves the databases as they would be after quiet hours. */
    Future<Void> settle() {
        return shards.ask(repository::settle).mapEmpty();
    }

    /** All bookings that there are, seeded or not. */
    Future<Long> count() {
        return shards.ask(repository::bookings)
                .map(parts -> parts.stream().mapToLong(Long::longValue).sum());
    }

    private List<UUID> on(Shard shard, List<UUID> events) {
        return events.stream()
                .filter(id -> shards.of(id).filter(shard::equals).isPresent())
                .toList();
    }
}
