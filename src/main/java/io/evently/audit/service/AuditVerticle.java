package io.evently.audit.service;

import io.evently.audit.AuditConfig;
import io.evently.audit.AuditEnd;
import io.evently.audit.AuditEntry;
import io.evently.audit.AuditPage;
import io.evently.audit.AuditRecord;
import io.evently.audit.AuditWritten;
import io.evently.audit.BeginAudit;
import io.evently.audit.EndAudit;
import io.evently.audit.ReadAudit;
import io.evently.bus.TypedBus;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import static io.evently.audit.AuditEndpoints.BEGIN;
import static io.evently.audit.AuditEndpoints.END;
import static io.evently.audit.AuditEndpoints.READ;

/** Answers {@link io.evently.audit.AuditEndpoints} and deletes what is older than the retention. One instance per node. */
public final class AuditVerticle extends VerticleBase {
    private static final Duration PRUNE_PAUSE = Duration.ofHours(1);
    private static final int PRUNED_AT_ONCE = 1_000;

    private final AuditConfig config;
    private final TypedBus bus;
    private final Pool accounts;
    private final Clock clock;
    private final AuditRepository repository = new AuditRepository();
    private final Batches<AuditEntry> entries;
    private final Batches<AuditEnd> ends;
    private Rounds pruning;

    /** @param node the name that entries of this node carry */
    public AuditVerticle(AuditConfig config, TypedBus bus, Pool accounts, Clock clock, String node) {
        this.config = config;
        this.bus = bus;
        this.accounts = accounts;
        this.clock = clock;
        this.entries = new Batches<>(config.maxWaiting(), batch -> repository.begin(accounts, batch, node));
        this.ends = new Batches<>(config.maxWaiting(), batch -> repository.end(accounts, batch));
    }

    @Override
    public Future<?> start() {
        pruning = new Rounds(vertx, "Pruning the audit log", PRUNE_PAUSE, Duration.ZERO, this::prune);
        pruning.start();
        return Future.all(bus.answer(BEGIN, this::begin), bus.answer(END, this::end), bus.answer(READ, this::read));
    }

    @Override
    public Future<?> stop() {
        return pruning.stop();
    }

    private Future<AuditWritten> begin(BeginAudit wish) {
        return entries.add(wish.entry()).map(AuditWritten::new);
    }

    private Future<AuditWritten> end(EndAudit wish) {
        return ends.add(wish.end()).map(AuditWritten::new);
    }

    // One more than was asked for tells whether there are more.
    private Future<AuditPage> read(ReadAudit question) {
        int limit = question.limit();
        return repository.page(accounts, question, limit + 1).map(found -> {
            List<AuditRecord> page = found.size() > limit ? found.subList(0, limit) : found;
            return new AuditPage(page, found.size() > limit);
        });
    }

    private Future<Next> prune() {
        return repository
                .prune(accounts, clock.instant().minus(config.retention()), PRUNED_AT_ONCE)
                .map(deleted -> deleted == PRUNED_AT_ONCE ? Next.MORE : Next.NOTHING);
    }
}
