package io.evently.bench.scenario;

import io.evently.bench.load.Operation;
import io.evently.bench.stage.Buyer;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Plays of which other measurements are made than the scenarios; on one stage of whoever asks. */
public final class Plays {
    private Plays() {}

    /** Everybody books one seat after another of events drawn by lot, with keys; a refusal is an error. */
    public static Play bookings(List<Buyer> buyers, List<UUID> events, RandomGenerator random) {
        List<KeyedTemplate> templates = buyers.stream()
                .map(buyer -> KeyedTemplate.booking(buyer.id(), buyer.token(), true))
                .toList();
        return new BookingPlay(templates, events, random, OptionalInt.empty());
    }

    /** Events drawn by lot, read by their ids. */
    public static Play events(List<UUID> ids, RandomGenerator random) {
        return new ReadPlay(ids.stream().map(ReadPlay::event).toList(), random);
    }

    /** The first fifty events, again and again. */
    public static Play listOf50(RandomGenerator random) {
        return new ReadPlay(List.of(ReadPlay.listOf50()), random);
    }

    /** The newest fifty bookings of a user, again and again. */
    public static Play bookingsOf(Buyer buyer, RandomGenerator random) {
        String path = "/api/v1/bookings/user/" + buyer.id() + "?limit=50";
        return new ReadPlay(List.of(RequestText.get(Operation.BOOKINGS, path, buyer.token())), random);
    }
}
