package io.evently.bench.run;

import io.evently.bench.scenario.Sale;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The databases of a contender, read only, and only between runs. Blocks. */
final class Books {
    private static final int SHARDS = 4;
    private static final int CONNECTIONS = 1;
    private static final int WAITING = 1_000;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    // The checker reads whole tables.
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(5);
    private static final int FINDINGS_TOLD = 5;

    private final Vertx vertx;
    private final StorageConfig storage;
    private final SaleRepository repository = new SaleRepository();

    Books(Vertx vertx, String databaseUrl) {
        this.vertx = vertx;
        this.storage = new StorageConfig(
                databaseUrl,
                null,
                List.of(),
                SHARDS,
                CONNECTIONS,
                CONNECTIONS,
                WAITING,
                CONNECT_LIMIT,
                STATEMENT_LIMIT,
                STATEMENT_LIMIT);
    }

    /**
     * Everything that is wrong after a play, a sentence each: invariants, and promises that were not kept.
     *
     * @throws BooksException when that cannot be found out
     */
    List<String> findings(Sale play) {
        // Opened for each check: what is connected all the time also costs all the time.
        Databases databases = Databases.open(vertx, storage);
        try {
            List<String> findings = new ArrayList<>(play.findings());
            findings.addAll(reconciled(databases, play));
            List<Violation> violations =
                    new InvariantChecker(databases.shards()).check().await();
            violations.stream().limit(FINDINGS_TOLD).map(Violation::toString).forEach(findings::add);
            if (violations.size() > FINDINGS_TOLD) {
                findings.add("and " + (violations.size() - FINDINGS_TOLD) + " more violated invariants");
            }
            return findings;
        } catch (RuntimeException e) {
            throw new BooksException(e);
        } finally {
            databases.close().await();
        }
    }

    /** To look at what is told of bookings, for a while. */
    Confirmations confirmations() {
        return new Confirmations(Databases.open(vertx, storage));
    }

    private List<String> reconciled(Databases databases, Sale play) {
        if (play.events().isEmpty()) {
            return List.of();
        }
        List<UUID> confirmed = databases
                .shards()
                .ask(shard -> repository.confirmed(shard, play.events()))
                .map(parts -> parts.stream().flatMap(Collection::stream).toList())
                .await();
        long sold = databases
                .shards()
                .ask(shard -> repository.seatsSold(shard, play.events()))
                .map(parts -> parts.stream().mapToLong(Long::longValue).sum())
                .await();
        return compared(play.promised(), confirmed, sold);
    }

    static List<String> compared(List<UUID> promised, List<UUID> confirmed, long sold) {
        Set<UUID> told = new HashSet<>(promised);
        Set<UUID> kept = new HashSet<>(confirmed);
        List<String> findings = new ArrayList<>();
        if (told.size() != promised.size()) {
            findings.add(promised.size() - told.size() + " bookings were promised twice");
        }
        long lost = told.stream().filter(id -> !kept.contains(id)).count();
        if (lost > 0) {
            findings.add(lost + " of " + told.size() + " promised bookings are not there");
        }
        long surplus = kept.stream().filter(id -> !told.contains(id)).count();
        if (surplus > 0) {
            findings.add(surplus + " bookings are there that nobody was promised");
        }
        if (sold != confirmed.size()) {
            findings.add(sold + " seats count as sold, with " + confirmed.size() + " confirmed bookings of one each");
        }
        return findings;
    }
}
