package io.evently.audit;

import io.evently.bus.RepeatedLine;
import io.evently.bus.TypedBus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import org.slf4j.LoggerFactory;

/** Writes to and reads from the audit log. Safe for all threads. */
public final class AuditClient {
    private static final RepeatedLine lines = new RepeatedLine(LoggerFactory.getLogger(AuditClient.class));

    private final TypedBus bus;
    private final Counter lost;

    /** @param registry counts what could not be written */
    public AuditClient(TypedBus bus, MeterRegistry registry) {
        this.bus = bus;
        this.lost = Counter.builder("evently.audit.lost")
                .description("Lines of the audit log that could not be written after what they tell of had happened")
                .register(registry);
    }

    /** Writes an entry before it is done. When this fails, or is false since too many lines wait, it must not be done. */
    public Future<Boolean> begin(AuditEntry entry) {
        return bus.ask(AuditEndpoints.BEGIN, new BeginAudit(entry)).map(AuditWritten::written);
    }

    /** Writes what became of an entry; nobody waits for it, and an outcome that cannot be written stays unknown. */
    public void end(AuditEnd end) {
        bus.ask(AuditEndpoints.END, new EndAudit(end))
                .map(AuditWritten::written)
                .onSuccess(this::written)
                .onFailure(this::lost);
    }

    /** Writes what has happened already, such as signing in; nobody waits for it. */
    public void note(AuditEntry entry, AuditEnd end) {
        begin(entry)
                .onSuccess(begun -> {
                    written(begun);
                    if (begun) {
                        end(end);
                    }
                })
                .onFailure(this::lost);
    }

    /** Reads entries, the latest first. */
    public Future<AuditPage> read(ReadAudit question) {
        return bus.ask(AuditEndpoints.READ, question);
    }

    private void written(boolean written) {
        if (!written) {
            lost.increment();
        }
    }

    private void lost(Throwable failure) {
        lost.increment();
        lines.warn("A line of the audit log could not be written", failure);
    }
}
