package io.evently.invariants;

import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * Checks what must stay true whatever dies. Reads whole tables: meant for tests, demonstrations and the operator's doubt,
 * not for a busy service. Lapsed holds that no sweep has met yet still count as held.
 */
public final class InvariantChecker {
    private final Shards shards;
    private final InvariantRepository repository = new InvariantRepository();

    public InvariantChecker(Shards shards) {
        this.shards = shards;
    }

    /** Everything that is wrong; empty when all is well. */
    public Future<List<Violation>> check() {
        return shards.ask(repository::violations)
                .map(parts -> parts.stream().flatMap(Collection::stream).toList());
    }
}
