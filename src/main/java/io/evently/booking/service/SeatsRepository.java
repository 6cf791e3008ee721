package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.HeldAboveLimit;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.PriceChanged;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static io.evently.storage.Times.utc;
import static io.evently.storage.Times.utcOrNull;

/** The statement that sells and holds seats: many wishes of many events in, one verdict per wish out. */
final class SeatsRepository {
    private final int maxHeld;

    /** @param maxHeld seats that a user may hold of one event at the same time */
    SeatsRepository(int maxHeld) {
        this.maxHeld = maxHeld;
    }

    /** Decides all wishes at once; the verdicts stand in the order of the wishes. */
    Future<List<Ruling>> book(SqlClient shard, EventFences turns, List<Wish.Seats> wishes, Instant now) {
        int count = wishes.size();
        UUID[] ids = new UUID[count];
        String[] references = new String[count];
        UUID[] events = new UUID[count];
        UUID[] users = new UUID[count];
        Integer[] quantities = new Integer[count];
        OffsetDateTime[] expiries = new OffsetDateTime[count];
        String[] keys = new String[count];
        String[] fingerprints = new String[count];
        String[] traces = new String[count];
        // As text: the client cannot write an array of numbers some of which are null.
        String[] expectedPrices = new String[count];
        boolean holds = false;
        boolean expects = false;
        for (int i = 0; i < count; i++) {
            Wish.Seats wish = wishes.get(i);
            IdempotencyKey key = wish.key();
            ids[i] = wish.bookingId();
            references[i] = wish.reference();
            events[i] = wish.eventId();
            users[i] = wish.userId();
            quantities[i] = wish.quantity();
            expiries[i] = utcOrNull(wish.expiresAt());
            holds |= wish.expiresAt() != null;
            if (wish.expectedPrice() != null) {
                expectedPrices[i] = wish.expectedPrice().toPlainString();
                expects = true;
            }
            keys[i] = key == null ? null : key.key();
            fingerprints[i] = key == null ? null : key.fingerprint();
            traces[i] = wish.trace();
        }
        Tuple parameters = Tuple.of(utc(now), turns.events(), turns.fences(), ids, references, events)
                .addValue(users)
                .addValue(quantities)
                .addValue(expiries)
                .addValue(keys)
                .addValue(fingerprints)
                .addValue(traces);
        if (holds) {
            parameters.addValue(maxHeld);
        }
        if (expects) {
            parameters.addValue(expectedPrices);
        }
        return shard.preparedQuery(SeatsStatement.of(holds, expects).sql(turns))
                .execute(parameters)
                .map(rows -> rulings(rows, wishes, now));
    }

    private List<Ruling> rulings(RowSet<Row> rows, List<Wish.Seats> wishes, Instant now) {
        List<Ruling> rulings = new ArrayList<>(wishes.size());
        int i = 0;
        for (Row row : rows) {
            rulings.add(new Ruling(verdict(row, wishes.get(i), now), row.getLong("fence")));
            i++;
        }
        return rulings;
    }

    private Verdict verdict(Row row, Wish.Seats wish, Instant now) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "confirmed", "held" ->
                new Verdict.Final(new Booked(booking(row, wish, BookingStatus.of(outcome), now)));
            case "insufficient" ->
                new Verdict.Final(new InsufficientSeats(row.getInteger("available"), wish.quantity()));
            case "repriced" ->
                new Verdict.Final(new PriceChanged(row.getBigDecimal("price"), row.getString("currency")));
            case "beyond" -> new Verdict.Final(new HeldAboveLimit(maxHeld, wish.quantity()));
            case "crowded" -> new Verdict.Stale();
            case "closed" -> new Verdict.Final(new NotBookable(row.getString("closed")));
            case "unknown" -> new Verdict.Final(new NotFound("Event"));
            case "mismatch" -> new Verdict.Final(new KeyMismatch());
            case "replay" -> replay(row, wish);
            case "busy" -> new Verdict.Busy();
            case "fenced" -> new Verdict.Fenced();
            case "offered" -> new Verdict.Offered();
            default -> throw new IllegalStateException("flush answered " + outcome);
        };
    }

    // What was refused has nothing that could be undone.
    private static Verdict replay(Row row, Wish.Seats wish) {
        BookingOutcome answer = FlushRepository.replay(row.getJsonObject("answer"), wish);
        return answer instanceof Booked booked && !row.getBoolean("claimed")
                ? new Verdict.Unclaimed(booked)
                : new Verdict.Final(answer);
    }

    private static Booking booking(Row row, Wish.Seats wish, BookingStatus status, Instant now) {
        BigDecimal price = row.getBigDecimal("price");
        return new Booking(
                wish.bookingId(),
                wish.reference(),
                wish.eventId(),
                wish.userId(),
                wish.quantity(),
                price,
                price.multiply(BigDecimal.valueOf(wish.quantity())),
                row.getString("currency"),
                status,
                wish.expiresAt(),
                now);
    }
}
