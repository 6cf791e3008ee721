package io.evently.booking.service;

import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.IdempotencyKey;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.evently.booking.service.BookingFixture.await;
import static java.time.temporal.ChronoUnit.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("One flush")
class MixedFlushIT {
    private static final UUID USER = UUID.randomUUID();
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private final SeatsRepository seats = new SeatsRepository(10);
    private final Ids ids = new Ids(Clock.systemUTC(), RANDOM);
    private final References references = new References(Clock.systemUTC(), RANDOM);
    private BookingFixture booking;
    private Shard shard;

    @BeforeAll
    void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
        shard = booking.shards().shard(0);
    }

    @AfterAll
    void stop() {
        booking.close();
    }

    @Test
    @DisplayName("gives each wish its own verdict: those that sell nothing leave their seats to those behind them")
    void verdicts() {
        UUID event = booking.anEvent(10);
        UUID fenced = booking.anEvent(10);
        IdempotencyKey key = new IdempotencyKey("one", "print");
        SortedMap<UUID, Long> turns = new TreeMap<>();
        turns.put(event, FlushRepository.UNOWNED);
        Wish.Seats first = wish(event, 4, key);
        assertThat(outcome(flush(turns, List.of(first)).get(0))).isInstanceOf(Booked.class);

        turns.put(fenced, 7L);
        List<Verdict> verdicts = flush(
                turns,
                List.of(
                        wish(event, 5, key),
                        wish(event, 6, new IdempotencyKey("one", "another print")),
                        wish(event, 7, null),
                        wish(fenced, 1, null),
                        wish(event, 5, new IdempotencyKey("two", "print")),
                        wish(ids.next(0), 1, null),
                        wish(event, 2, null),
                        wish(event, 1, null)));

        assertThat(verdicts.get(0))
                .isInstanceOfSatisfying(
                        Verdict.Unclaimed.class,
                        it -> assertThat(it.answer().booking().id()).isEqualTo(first.bookingId()));
        assertThat(outcome(verdicts.get(1))).isInstanceOf(KeyMismatch.class);
        assertThat(outcome(verdicts.get(2))).isEqualTo(new InsufficientSeats(6, 7));
        assertThat(verdicts.get(3)).isInstanceOf(Verdict.Fenced.class);
        assertThat(outcome(verdicts.get(4))).isInstanceOf(Booked.class);
        assertThat(outcome(verdicts.get(5))).isInstanceOf(NotFound.class);
        assertThat(outcome(verdicts.get(6))).isEqualTo(new InsufficientSeats(1, 2));
        assertThat(outcome(verdicts.get(7))).isInstanceOf(Booked.class);
        Row row = booking.event(event);
        assertThat(row.getInteger("seats_sold")).isEqualTo(10);
        assertThat(booking.event(fenced).getInteger("seats_sold")).isZero();
        booking.assertInvariants();
    }

    private List<Verdict> flush(SortedMap<UUID, Long> turns, List<Wish.Seats> wishes) {
        EventFences taken = new EventFences(List.copyOf(turns.keySet()), List.copyOf(turns.values()), true);
        Instant now = booking.clock.instant().truncatedTo(MILLIS);
        Stream<Ruling> rulings = await(shard.flush(connection -> seats.book(connection, taken, wishes, now))).stream();
        return rulings.map(Ruling::verdict).toList();
    }

    private Wish.Seats wish(UUID event, int quantity, @Nullable IdempotencyKey key) {
        return new Wish.Seats(
                event, ids.next(0), references.next(0), USER, quantity, null, null, key, Instant.MAX, null);
    }

    private static Object outcome(Verdict verdict) {
        return ((Verdict.Final) verdict).outcome();
    }
}
