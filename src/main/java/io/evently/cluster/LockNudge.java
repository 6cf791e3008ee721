package io.evently.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A word from node to node about an event: to its owner that somebody waits, or to the one who waits that it is free.
 * May be lost; asking again makes up for it.
 */
record LockNudge(boolean free, UUID event) {
    private static final int LENGTH = 17;

    static String address(UUID node) {
        return "cluster.event-locks." + node;
    }

    Buffer toBuffer() {
        return Buffer.buffer(LENGTH)
                .appendByte((byte) (free ? 1 : 0))
                .appendLong(event.getMostSignificantBits())
                .appendLong(event.getLeastSignificantBits());
    }

    static LockNudge from(Buffer buffer) {
        return new LockNudge(buffer.getByte(0) == 1, new UUID(buffer.getLong(1), buffer.getLong(1 + Long.BYTES)));
    }
}
