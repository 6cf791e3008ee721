package io.evently.cluster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for an event.
 *
 * @param owner the node that holds the event now: the asking one when granted; null when it is free but promised
 * @param contended whether other nodes wait for it
 */
record LockAnswer(boolean granted, long token, @Nullable UUID owner, boolean contended) {}
