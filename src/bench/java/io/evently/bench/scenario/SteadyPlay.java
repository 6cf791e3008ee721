package io.evently.bench.scenario;

import io.evently.bench.load.Answer;
import io.evently.bench.load.Request;
import io.evently.bench.socket.Lag;
import io.evently.bench.socket.Lags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Bookings of which is noted when they were due, if their user has a socket. */
final class SteadyPlay implements Play {
    private static final int CREATED = 201;

    private final List<KeyedTemplate> buyers;
    private final int listening;
    private final List<UUID> events;
    private final RandomGenerator random;
    private final Lags lags;
    private final Lag lag;
    private final int[] buyer;
    private final List<UUID> promised = new ArrayList<>();

    /** @param listening the first so many of the buyers have sockets */
    SteadyPlay(
            List<KeyedTemplate> buyers,
            int listening,
            List<UUID> events,
            RandomGenerator random,
            int connections,
            Lags lags,
            Lag lag) {
        this.buyers = buyers;
        this.listening = listening;
        this.events = List.copyOf(events);
        this.random = random;
        this.buyer = new int[connections];
        this.lags = lags;
        this.lag = lag;
    }

    @Override
    public Request next(int connection) {
        buyer[connection] = random.nextInt(buyers.size());
        return buyers.get(buyer[connection]).with(events.get(random.nextInt(events.size())), random);
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer) {
        throw new IllegalStateException("judged by when it was due");
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer, long due) {
        Optional<UUID> booked = answer.status() == CREATED ? BookingPlay.confirmed(answer) : Optional.empty();
        if (booked.isEmpty()) {
            return Optional.of(answer.named());
        }
        promised.add(booked.get());
        if (buyer[connection] < listening) {
            lags.booked(booked.get(), due, lag);
        }
        return Optional.empty();
    }

    @Override
    public List<UUID> events() {
        return events;
    }

    @Override
    public List<UUID> promised() {
        return promised;
    }
}
