package io.evently.delivery;

import io.evently.channel.Receipt;
import java.time.Duration;

/** What came of asking for an attempt. */
sealed interface Turn {

    /** It was made. */
    record Made(Receipt receipt) implements Turn {}

    /**
     * None was made.
     *
     * @param pause after which it is worth asking again
     * @param resting whether the destination does not answer, rather than being busy
     */
    record NotMade(String why, Duration pause, boolean resting) implements Turn {}
}
