package io.evently.booking.service;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What one flush takes along: wishes of several lanes. */
final class Batch {
    private final List<Part> parts = new ArrayList<>();
    private final SortedMap<UUID, Lane> lanes = new TreeMap<>();
    private final boolean patient;
    private int size;

    /** @param patient whether to wait for events that somebody else has locked */
    Batch(boolean patient) {
        this.patient = patient;
    }

    /** The wishes of one lane, in their order. */
    record Part(Lane lane, List<Waiting> wishes) {}

    void add(Lane lane, List<Waiting> wishes) {
        parts.add(new Part(lane, wishes));
        lanes.put(lane.eventId(), lane);
        size += wishes.size();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    int size() {
        return size;
    }

    /** How long its wishes have been waiting for their turn, on average, in nanoseconds. */
    long waited(long nowNanos) {
        long all = 0;
        for (Part part : parts) {
            for (Waiting wish : part.wishes()) {
                all += part.lane().waitedForTurn(wish, nowNanos);
            }
        }
        return all / size;
    }

    List<Part> parts() {
        return parts;
    }

    Stream<Waiting> wishes() {
        return parts.stream().flatMap(part -> part.wishes().stream());
    }

    /** The events of this batch with the fences that hold right now. */
    EventFences turns() {
        return new EventFences(
                List.copyOf(lanes.keySet()),
                lanes.values().stream().map(Lane::fence).toList(),
                patient);
    }

    /** Notes under which fence an event of this batch was written. */
    void fencedAt(UUID eventId, long fence) {
        Lane lane = lanes.get(eventId);
        if (lane != null) {
            lane.fencedAt(fence);
        }
    }
}
