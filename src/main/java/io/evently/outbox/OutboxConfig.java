package io.evently.outbox;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How facts reach their listeners, and how long they are kept.
 *
 * @param batch facts that a listener takes in one transaction, about
 * @param poll pause between two looks when nobody rings; grows to five seconds while nothing comes
 * @param gather pause after a ring, so that what is committed together is taken together
 * @param patience how long a listener may be at one batch before it is given up and tried again
 * @param retention how long facts are kept for those who want to read them again, and for a listener that nobody has been
 *     meanwhile; a day at least, so that an installation that stands still over night loses none
 */
public record OutboxConfig(int batch, Duration poll, Duration gather, Duration patience, Duration retention) {

    /** What the poll grows to while nothing comes: so late is seen what a node left behind that died. */
    static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    /** While facts come all the time, they are numbered and taken so often. */
    static final Duration APART = Duration.ofMillis(50);

    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

    public OutboxConfig {
        Range.positive("outbox.batch", batch);
        Range.positive("outbox.poll", poll);
        Range.positive("outbox.gather", gather);
        Range.positive("outbox.patience", patience);
        Range.atLeast("outbox.retention", SHORTEST_RETENTION, retention);
    }
}
