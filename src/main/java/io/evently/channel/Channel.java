package io.evently.channel;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * One way to reach people. Called on any event loop; never blocks one. Retries, limits and the order of channels are its
 * caller's business, a bound on the time of one attempt is its own.
 */
public interface Channel {
    /** The shortest time-out of an attempt that may be configured. */
    Duration SHORTEST_ATTEMPT = Duration.ofMillis(1);

    /** The longest one. */
    Duration LONGEST_ATTEMPT = Duration.ofMinutes(10);

    ChannelName name();

    /**
     * How many attempts can be under way at once, whatever their destinations: with more, one that hangs would keep others
     * waiting that have nothing to do with it. No bound where destinations share no connections.
     */
    default int connections() {
        return Integer.MAX_VALUE;
    }

    /** Whether attempts that come together are made as one, wherever they go. */
    default boolean gathers() {
        return false;
    }

    /** How many attempts are worth making at once, when so many are configured. */
    default int atOnce(int configured) {
        return configured;
    }

    /**
     * Makes one attempt.
     *
     * @param address of this channel's kind
     * @return the receipt; a failure counts as {@link Receipt.Retry}
     */
    Future<Receipt> send(Message message, Address address);

    /** Gives connections back; no attempt is made after that. */
    Future<Void> close();
}
