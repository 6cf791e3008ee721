package io.evently.analytics.service;

import io.evently.analytics.service.RollupRepository.State;
import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the facts of a shard to its sums, each exactly once: how far the sums are is written with them. A fact that comes
 * again, because somebody set the cursor back or because the sums were made anew meanwhile, is left alone. To make the sums anew
 * ask for a rebuild, which needs no facts.
 */
public final class RollupListener implements FactListener {
    /** The name of the cursor. */
    public static final String NAME = "analytics";

    private static final Logger log = LoggerFactory.getLogger(RollupListener.class);
    private static final String REFUSED = "booking.refused";

    private final RollupRepository repository = new RollupRepository();
    private int leftOut;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        leftOut = 0;
        long first = facts.get(0).number();
        long last = facts.get(facts.size() - 1).number();
        return repository
                .state(transaction)
                .compose(state -> repository
                        .included(transaction, state, first, last)
                        .compose(included -> write(transaction, facts, state, included)));
    }

    @Override
    public int leftOut() {
        return leftOut;
    }

    private Future<Void> write(
            SqlClient transaction, List<StoredFact> facts, State state, List<RollupRepository.Included> included) {
        Batch batch = new Batch();
        for (StoredFact fact : facts) {
            if (isNew(fact, state, included)) {
                add(batch, fact);
            }
        }
        Set<Long> done = new HashSet<>();
        included.forEach(row -> done.add(row.id()));
        return repository
                .add(transaction, batch)
                .compose(added -> repository.advance(
                        transaction,
                        state.without(done),
                        facts.get(facts.size() - 1).number()));
    }

    private static boolean isNew(StoredFact fact, State state, List<RollupRepository.Included> included) {
        if (fact.topic().equals(REFUSED)) {
            return fact.number() > state.refusals();
        }
        return state.built()
                && fact.number() > state.position()
                && included.stream().noneMatch(row -> row.has(fact.number()));
    }

    private void add(Batch batch, StoredFact fact) {
        try {
            batch.add(fact);
        } catch (IllegalArgumentException e) {
            leftOut++;
            log.error("Fact {} ({}) cannot be counted", fact.number(), fact.topic(), e);
        }
    }
}
