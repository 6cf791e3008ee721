package io.evently.invariants;

import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks what must stay true whatever dies. Reads whole tables: meant for tests, demonstrations and the operator's doubt,
 * not for a busy service. Lapsed holds that no sweep has met yet still count as held.
 */
public final class InvariantChecker {
    private final Shards shards;
    private final InvariantRepository repository = new InvariantRepository();
    private final @Nullable HoldLimit holdLimit;

    public InvariantChecker(Shards shards) {
        this(shards, null);
    }

    /** Also checks what users hold. */
    public InvariantChecker(Shards shards, @Nullable HoldLimit holdLimit) {
        this.shards = shards;
        this.holdLimit = holdLimit;
    }

    /**
     * How many seats a user may hold of one event at the same time, and the clock by which holds lapse.
     *
     * @param seats of all the user's live holds together
     */
    public record HoldLimit(int seats, Clock clock) {}

    /** Everything that is wrong; empty when all is well. */
    public Future<List<Violation>> check() {
        return shards.ask(shard -> repository.violations(shard).compose(found -> withHolds(shard, found)))
                .map(parts -> parts.stream().flatMap(Collection::stream).toList());
    }

    private Future<List<Violation>> withHolds(Shard shard, List<Violation> found) {
        if (holdLimit == null) {
            return Future.succeededFuture(found);
        }
        return repository
                .heldBeyond(shard, holdLimit.seats(), holdLimit.clock().instant())
                .map(beyond -> Stream.concat(found.stream(), beyond.stream()).toList());
    }
}
