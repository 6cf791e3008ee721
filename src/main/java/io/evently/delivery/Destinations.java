package io.evently.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The destinations of a channel of which this node knows something: those where something is under way, and those that do
 * not answer, up to a bound; of others, that they were well the last time. For one event loop only.
 */
final class Destinations {
    private static final int MOST = 1_000;
    /** More than this are not named to the database; those beyond are found out when they are claimed. */
    private static final int MOST_SHUT = 200;

    private final DeliveryConfig config;
    private final Map<String, Destination> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> well = new LinkedHashSet<>();

    Destinations(DeliveryConfig config) {
        this.config = config;
    }

    /**
     * A destination at which nothing should be claimed for now.
     *
     * @param left how long until one should look again
     */
    record Shut(String name, Duration left) {}

    Destination of(String name) {
        Destination destination = known.computeIfAbsent(name, any -> new Destination(any, config, well.remove(any)));
        forgetSome();
        return destination;
    }

    /** To be called whenever something has ended there. */
    void ended(Destination destination) {
        if (destination.forgettable()) {
            known.remove(destination.name());
            if (destination.proven()) {
                remember(destination.name());
            }
        }
    }

    /** How many wait for their turn at destinations where nothing goes well. */
    int waitingApart() {
        int waiting = 0;
        for (Destination destination : known.values()) {
            waiting += destination.apart() ? destination.waiting() : 0;
        }
        return waiting;
    }

    /** Those that rest, and those where others wait already. */
    List<Shut> shut(Places places, Instant now, Duration soon) {
        List<Shut> shut = new ArrayList<>();
        for (Destination destination : known.values()) {
            if (shut.size() == MOST_SHUT) {
                break;
            }
            if (destination.resting(now)) {
                shut.add(new Shut(destination.name(), Duration.between(now, destination.restsUntil())));
            } else if (destination.crowded(places.most(destination))) {
                shut.add(new Shut(destination.name(), soon));
            }
        }
        return shut;
    }

    int size() {
        return known.size();
    }

    // The one that did so last is at the end.
    private void remember(String name) {
        well.add(name);
        if (well.size() > MOST) {
            Iterator<String> eldest = well.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private void forgetSome() {
        if (known.size() <= MOST) {
            return;
        }
        Iterator<Destination> eldest = known.values().iterator();
        while (known.size() > MOST && eldest.hasNext()) {
            if (eldest.next().idle()) {
                eldest.remove();
            }
        }
    }
}
