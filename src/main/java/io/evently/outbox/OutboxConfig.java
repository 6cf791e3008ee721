package io.evently.outbox;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How facts reach their listeners, and how long they are kept.
 *
 * @param batch facts that a listener takes in one transaction, about
 * @param poll pause between two looks when nobody rings
 * @param gather pause after a ring, so that what is committed together is taken together
 * @param patience how long a listener may be at one batch before it is given up and tried again
 * @param retention how long facts are kept for those who want to read them again
 * @param share the part of its time, 0 to 1, that the database works for the background work of this node, all
 *     together, while the node goes on booking
 */
public record OutboxConfig(
        int batch, Duration poll, Duration gather, Duration patience, Duration retention, double share) {

    public OutboxConfig {
        Range.positive("outbox.batch", batch);
        Range.positive("outbox.poll", poll);
        Range.positive("outbox.gather", gather);
        Range.positive("outbox.patience", patience);
        Range.positive("outbox.retention", retention);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("outbox.share must be > 0 and <= 1, was " + share);
        }
    }
}
