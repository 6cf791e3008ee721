package io.evently.bench.scenario;

import io.evently.bench.load.Answer;
import io.evently.bench.load.Operation;
import io.evently.bench.load.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Each connection books a seat, cancels it, books again. */
final class ChurnPlay implements Play {
    private static final byte[] SUCCESS = RequestText.ascii("\"success\":true");
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final List<KeyedTemplate> bookings;
    private final List<KeyedTemplate> cancellations;
    private final UUID event;
    private final RandomGenerator random;
    // The booking of each connection, null while it has none.
    private final List<@Nullable UUID> booked;
    private final int[] buyer;

    ChurnPlay(
            List<KeyedTemplate> bookings,
            List<KeyedTemplate> cancellations,
            UUID event,
            RandomGenerator random,
            int connections) {
        this.bookings = bookings;
        this.cancellations = cancellations;
        this.event = event;
        this.random = random;
        this.booked = new ArrayList<>();
        for (int connection = 0; connection < connections; connection++) {
            booked.add(null);
        }
        this.buyer = new int[connections];
    }

    @Override
    public Request next(int connection) {
        UUID seat = booked.get(connection);
        if (seat != null) {
            return cancellations.get(buyer[connection]).with(seat, random);
        }
        buyer[connection] = random.nextInt(bookings.size());
        return bookings.get(buyer[connection]).with(event, random);
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer) {
        if (request.operation() == Operation.CANCEL) {
            boolean cancelled = answer.status() == OK && answer.contains(SUCCESS);
            if (cancelled) {
                booked.set(connection, null);
            }
            return cancelled ? Optional.empty() : Optional.of(answer.named());
        }
        Optional<UUID> seat = answer.status() == CREATED ? BookingPlay.confirmed(answer) : Optional.empty();
        seat.ifPresent(id -> booked.set(connection, id));
        return seat.isPresent() ? Optional.empty() : Optional.of(answer.named());
    }

    @Override
    public List<UUID> events() {
        return List.of(event);
    }

    @Override
    public List<UUID> promised() {
        List<UUID> promised = new ArrayList<>();
        for (UUID seat : booked) {
            if (seat != null) {
                promised.add(seat);
            }
        }
        return promised;
    }
}
