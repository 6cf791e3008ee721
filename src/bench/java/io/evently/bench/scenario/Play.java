package io.evently.bench.scenario;

import io.evently.bench.load.Workload;
import java.util.List;
import java.util.UUID;

/** A scenario played once, on events of its own. */
public interface Play extends Workload {
    /** The events whose bookings must be exactly the promised ones afterwards. */
    List<UUID> events();

    /** Bookings that were answered 201 and not cancelled. */
    List<UUID> promised();

    /** What else is wrong in the end, a sentence each. */
    default List<String> findings() {
        return List.of();
    }
}
