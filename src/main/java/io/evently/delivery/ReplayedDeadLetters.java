package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/**
 * What a replay did.
 *
 * @param replayed deliveries that are due again
 * @param remaining others that were meant and did not fit into one turn
 */
@BusName("replayed-dead-letters/1")
public record ReplayedDeadLetters(int replayed, long remaining) implements BusMessage {}
