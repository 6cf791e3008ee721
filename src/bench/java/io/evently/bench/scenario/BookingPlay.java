package io.evently.bench.scenario;

import io.evently.bench.load.Answer;
import io.evently.bench.load.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Everybody books one seat after another, of events drawn by lot. */
final class BookingPlay implements Play {
    private static final byte[] BOOKING_ID = RequestText.ascii("\"booking_id\":\"");
    private static final byte[] CONFIRMED = RequestText.ascii("\"confirmed\"");
    private static final byte[] SOLD_OUT = RequestText.ascii("\"INSUFFICIENT_SEATS\"");
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private final List<KeyedTemplate> buyers;
    private final List<UUID> events;
    private final RandomGenerator random;
    private final OptionalInt soldOut;
    private final List<UUID> promised = new ArrayList<>();

    /** @param soldOut seats that there are in all and that must be sold in the end; without, a refusal is an error */
    BookingPlay(List<KeyedTemplate> buyers, List<UUID> events, RandomGenerator random, OptionalInt soldOut) {
        this.buyers = buyers;
        this.events = List.copyOf(events);
        this.random = random;
        this.soldOut = soldOut;
    }

    @Override
    public Request next(int connection) {
        return buyers.get(random.nextInt(buyers.size())).with(events.get(random.nextInt(events.size())), random);
    }

    @Override
    public Optional<String> judge(int connection, Request request, Answer answer) {
        if (answer.status() == CREATED) {
            Optional<UUID> booked = confirmed(answer);
            booked.ifPresent(promised::add);
            return booked.isPresent() ? Optional.empty() : Optional.of("201 without a confirmed booking");
        }
        boolean refused = soldOut.isPresent() && answer.status() == CONFLICT && answer.contains(SOLD_OUT);
        return refused ? Optional.empty() : Optional.of(answer.named());
    }

    @Override
    public List<UUID> events() {
        return events;
    }

    @Override
    public List<UUID> promised() {
        return promised;
    }

    @Override
    public List<String> findings() {
        return soldOut.isPresent() && promised.size() != soldOut.getAsInt()
                ? List.of("There were " + soldOut.getAsInt() + " seats, and " + promised.size() + " were sold")
                : List.of();
    }

    static Optional<UUID> confirmed(Answer answer) {
        return answer.contains(CONFIRMED) ? answer.uuidAfter(BOOKING_ID) : Optional.empty();
    }
}
