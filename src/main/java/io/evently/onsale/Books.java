package io.evently.onsale;

import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.Shard;
import io.evently.storage.StorageConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The databases behind the nodes, read only. */
final class Books {
    private static final int SHARDS = 4;
    private static final int CONNECTIONS = 1;
    private static final int WAITING = 1_000;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    // The checker reads whole tables.
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(5);

    private final Databases databases;
    private final SoldRepository repository = new SoldRepository();

    private Books(Databases databases) {
        this.databases = databases;
    }

    /** @throws CannotRunException when the URL is none */
    static Books open(Vertx vertx, String databaseUrl) {
        try {
            return new Books(Databases.open(
                    vertx,
                    new StorageConfig(
                            databaseUrl,
                            null,
                            List.of(),
                            SHARDS,
                            CONNECTIONS,
                            CONNECTIONS,
                            WAITING,
                            CONNECT_LIMIT,
                            STATEMENT_LIMIT,
                            STATEMENT_LIMIT)));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException("--database-url is none: " + e.getMessage() + '.', e);
        }
    }

    /** The secret of the installation, where the nodes keep it with the accounts; else empty. */
    Future<Optional<String>> secret() {
        return new ServiceSecretRepository().secret(databases.accounts());
    }

    Future<List<SoldEvent>> events(List<UUID> ids) {
        return ofEach(ids, repository::events);
    }

    Future<List<BookedRow>> bookings(List<UUID> eventIds) {
        return ofEach(eventIds, repository::bookings);
    }

    Future<List<Violation>> violations() {
        return new InvariantChecker(databases.shards()).check();
    }

    Future<Void> close() {
        return databases.close();
    }

    private <T> Future<List<T>> ofEach(List<UUID> ids, BiFunction<Shard, List<UUID>, Future<List<T>>> question) {
        List<Future<List<T>>> parts = new ArrayList<>();
        for (Shard shard : databases.shards().all()) {
            List<UUID> own = ids.stream()
                    .filter(id ->
                            databases.shards().of(id).filter(shard::equals).isPresent())
                    .toList();
            parts.add(question.apply(shard, own));
        }
        return Future.all(parts)
                .map(all ->
                        all.<List<T>>list().stream().flatMap(Collection::stream).toList());
    }
}
