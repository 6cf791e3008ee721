package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One place where messages of a channel go, as this node finds it: how much is under way there and whether it answers. Who
 * failed lately gets one attempt at a time; who failed several times in a row rests, longer each time. For one event loop only.
 */
final class Destination {
    private static final int MOST_DOUBLINGS = 20;

    private final String name;
    private final DeliveryConfig config;
    private int underWay;
    private int waiting;
    private int failures;
    private int rests;
    private boolean slow;
    private boolean proven;
    private @Nullable String lastFailed;
    private Instant restsUntil = Instant.MIN;

    /** @param proven whether it did well the last time, as far as anybody remembers */
    Destination(String name, DeliveryConfig config, boolean proven) {
        this.name = name;
        this.config = config;
        this.proven = proven;
    }

    String name() {
        return name;
    }

    /** Whether its last attempt failed. */
    boolean suspect() {
        return failures > 0;
    }

    /** Whether the last answer from there was one for good, with which a place is no risk. */
    boolean proven() {
        return proven;
    }

    int waiting() {
        return waiting;
    }

    /** Whether it must be kept apart from those that answer at once. */
    boolean apart() {
        return failures > 0 || slow;
    }

    boolean resting(Instant now) {
        return now.isBefore(restsUntil);
    }

    Instant restsUntil() {
        return restsUntil;
    }

    /** Whether nothing is known of it that must be remembered. */
    boolean forgettable() {
        return underWay == 0 && waiting == 0 && !apart();
    }

    boolean idle() {
        return underWay == 0 && waiting == 0;
    }

    /**
     * Whether so many wait for their turn that another one had better come later.
     *
     * @param most attempts at once there, as it stands now
     */
    boolean crowded(int most) {
        return apart() && waiting >= most;
    }

    /** Whether another attempt may begin, of so many at once. */
    boolean free(int most) {
        return underWay < most;
    }

    void queued() {
        waiting++;
    }

    void unqueued() {
        waiting--;
    }

    void begun() {
        underWay++;
    }

    /** An attempt takes longer than attempts should. */
    void tooSlow() {
        slow = true;
    }

    /**
     * Takes note of what came of an attempt.
     *
     * @param address at which it was made
     * @param quick whether it ended in good time
     */
    void ended(Receipt receipt, Address address, boolean quick, Instant now) {
        underWay--;
        slow = !quick;
        if (receipt instanceof Receipt.Away) {
            return;
        }
        proven = !(receipt instanceof Receipt.Retry);
        if (proven) {
            failures = 0;
            rests = 0;
            lastFailed = null;
            restsUntil = Instant.MIN;
            return;
        }
        // What began before the rest says nothing new.
        if (resting(now)) {
            return;
        }
        boolean anew = !address.sharesDestination() || !address.key().equals(lastFailed);
        lastFailed = address.key();
        failures++;
        if (failures >= config.destinationFailures()) {
            restsUntil = now.plus(rest());
            // One of many that fails again and again says little of the others: they wait for the shortest rest at
            // most.
            rests += anew ? 1 : 0;
        }
    }

    private Duration rest() {
        long first = config.breakerRest().toMillis();
        long longest = config.longestRetry().toMillis();
        return Duration.ofMillis(Math.min(Math.max(first, longest), first << Math.min(rests, MOST_DOUBLINGS)));
    }
}
