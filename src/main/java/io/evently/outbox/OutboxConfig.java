package io.evently.outbox;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How the outbox is relayed.
 *
 * @param batch rows in one transaction
 * @param poll pause between two looks when nobody rings
 * @param gather pause after a ring, so that what is committed together is relayed together
 * @param share the part of its time, 0 to 1, that the database works for relays and couriers of this node, all
 *     together, while the node goes on booking
 */
public record OutboxConfig(int batch, Duration poll, Duration gather, double share) {

    public OutboxConfig {
        if (batch < 1) {
            throw new IllegalArgumentException("outbox.batch must be >= 1, was " + batch);
        }
        positive("outbox.poll", poll);
        positive("outbox.gather", gather);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("outbox.share must be > 0 and <= 1, was " + share);
        }
    }

    private static void positive(String key, Duration value) {
        requireNonNull(value, key);
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(key + " must be >= 1 ms, was " + value);
        }
    }
}
