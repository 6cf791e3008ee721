package io.evently.bench.run;

import io.evently.bench.run.ConfirmationRepository.Mails;
import io.evently.bench.run.ConfirmationRepository.Sent;
import io.evently.bench.run.ConfirmationRepository.Written;
import io.evently.storage.Databases;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Looks at what a contender has still to tell and has told. Blocks. Close it: what is connected costs. */
final class Confirmations implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Databases databases;
    private final ConfirmationRepository repository = new ConfirmationRepository();

    Confirmations(Databases databases) {
        this.databases = databases;
    }

    /**
     * Looks once a second.
     *
     * @return how long it took until nobody was still to be told of anything
     * @throws BooksException when that does not come
     */
    Duration untilOut() {
        return until(this::out);
    }

    /** How many bookings of these events were confirmed by mail after this moment, and when the last was. */
    Sent sent(List<UUID> events, Instant after) {
        return asked(databases.shards().ask(shard -> repository.sent(shard, events, after))).stream()
                .reduce(
                        new Sent(0, Optional.empty()),
                        (one, other) -> new Sent(one.mails() + other.mails(), later(one.last(), other.last())));
    }

    /** How long mails waited, by the third of that time in which they became due. */
    List<Mails> mails(List<UUID> events, Instant from, Instant to) {
        Duration third = Duration.between(from, to).dividedBy(3);
        return asked(databases
                        .shards()
                        .ask(shard -> repository.mails(shard, events, from.plus(third), to.minus(third))))
                .stream()
                .flatMap(Collection::stream)
                .toList();
    }

    /** What was written to each table, over all databases. */
    Map<String, Written> written() {
        Map<String, Written> sums = new TreeMap<>();
        asked(databases.shards().ask(shard -> repository.written(shard.pool())))
                .forEach(part -> part.forEach(table -> add(sums, table)));
        asked(repository.written(databases.accounts())).forEach(table -> add(sums, table));
        return sums;
    }

    /** The place in the log of the whole server, in bytes. */
    long log() {
        return asked(repository.log(databases.accounts()));
    }

    @Override
    public void close() {
        databases.close().await();
    }

    private boolean out() {
        return asked(databases.shards().ask(repository::out)).stream().allMatch(Boolean::booleanValue);
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static void add(Map<String, Written> sums, Written more) {
        sums.merge(
                more.table(),
                more,
                (one, other) -> new Written(
                        one.table(),
                        one.inserted() + other.inserted(),
                        one.updated() + other.updated(),
                        one.hot() + other.hot(),
                        one.deleted() + other.deleted()));
    }

    private static Duration until(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT.toNanos()) {
                throw new BooksException("Not everybody was told within " + LIMIT.toMinutes() + " minutes.");
            }
            Pauses.of(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static <T> T asked(Future<T> answer) {
        try {
            return answer.await();
        } catch (RuntimeException e) {
            throw new BooksException(e);
        }
    }
}
