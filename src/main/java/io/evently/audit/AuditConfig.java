package io.evently.audit;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How the audit log is kept.
 *
 * @param retention how long entries are kept, at least 90 days: the database refuses to delete younger ones
 * @param maxWaiting entries of this node that wait for the database at most; more are refused, and what they stand for is not done
 */
public record AuditConfig(Duration retention, int maxWaiting) {
    private static final Duration LEAST = Duration.ofDays(90);
    private static final Duration MOST = Duration.ofDays(3_650);
    private static final int MOST_WAITING = 100_000;

    public AuditConfig {
        Range.between("audit.retention", LEAST, MOST, retention);
        Range.between("audit.maxWaiting", 1, MOST_WAITING, maxWaiting);
    }
}
