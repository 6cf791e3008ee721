package io.evently.bench.scenario;

import io.evently.bench.socket.Lag;
import io.evently.bench.socket.Lags;
import io.evently.bench.stage.Buyer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** The plays of scenarios that have several, one after the other. */
public final class Phases {
    private static final int STEADY_EVENTS = 100;

    private final Stage stage;
    private final int connections;

    public Phases(Stage stage, int connections) {
        this.stage = stage;
        this.connections = connections;
    }

    /** All look, half of the time at the list of 50, half of the time at an event. */
    public Play readers() {
        List<RequestText> looking = new ArrayList<>();
        for (UUID event : stage.readableEvents()) {
            looking.add(ReadPlay.event(event));
            looking.add(ReadPlay.listOf50());
        }
        return new ReadPlay(looking, stage.random());
    }

    /** So many seats of one event for as many requests, of half as many users. */
    public Play rush(int seats) {
        return new BookingPlay(
                stage.bookingsOf(stage.crowd(Math.max(1, seats / 2))),
                stage.freshEvents(1, seats),
                stage.random(),
                OptionalInt.of(seats));
    }

    /** Users with a socket: the first half of those who book. */
    public List<Buyer> listeners() {
        List<Buyer> buyers = stage.buyers();
        return buyers.subList(0, (buyers.size() + 1) / 2);
    }

    /** Bookings of 100 events, of whose confirmations is noted how long they take. */
    public Play steady(Lags lags, Lag lag) {
        return new SteadyPlay(
                stage.bookingsOf(stage.buyers()),
                listeners().size(),
                stage.freshEvents(STEADY_EVENTS, Scenario.SEATS),
                stage.random(),
                connections,
                lags,
                lag);
    }
}
