package io.evently.bench.scenario;

import io.evently.bench.load.Answer;
import io.evently.bench.load.Operation;
import io.evently.bench.load.Request;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Most look, some book. */
final class MixedPlay implements Play {
    private final Play looking;
    private final Play booking;
    private final double bookingShare;
    private final RandomGenerator random;

    /** @param bookingShare of all requests, 0–1 */
    MixedPlay(Play looking, Play booking, double bookingShare, RandomGenerator random) {
        this.looking = looking;
        this.booking = booking;
        this.bookingShare = bookingShare;
        this.random = random;
    }

    @Override
    public Request next(int connection) {
        return (random.nextDouble() < bookingShare ? booking : looking).next(connection);
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer) {
        return (request.operation() == Operation.BOOK ? booking : looking).judge(connection, request, answer);
    }

    @Override
    public List<UUID> events() {
        return booking.events();
    }

    @Override
    public List<UUID> promised() {
        return booking.promised();
    }
}
