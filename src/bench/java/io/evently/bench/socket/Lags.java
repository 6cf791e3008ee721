package io.evently.bench.socket;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Brings bookings and their confirmations together, whichever is heard of first. Any thread. */
public final class Lags {
    private final Map<UUID, Booked> booked = new HashMap<>();
    private final Map<UUID, Long> confirmed = new HashMap<>();

    private record Booked(long due, Lag into) {}

    /**
     * A booking was answered whose user has a socket.
     *
     * @param due when its request was due, of {@link System#nanoTime}
     */
    public synchronized void booked(UUID booking, long due, Lag into) {
        into.expect();
        Long heard = confirmed.remove(booking);
        if (heard == null) {
            booked.put(booking, new Booked(due, into));
        } else {
            into.add(due, heard);
        }
    }

    /** A confirmation arrived at a socket. */
    synchronized void confirmed(UUID booking, long heard) {
        Booked before = booked.remove(booking);
        if (before == null) {
            confirmed.put(booking, heard);
        } else {
            before.into().add(before.due(), heard);
        }
    }
}
