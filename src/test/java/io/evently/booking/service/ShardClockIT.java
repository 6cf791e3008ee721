package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.storage.Shard;
import io.evently.storage.ShardClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A node whose clock goes wrong")
class ShardClockIT {
    private static BookingFixture booking;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {90, -90, 0})
    @DisplayName("goes by the time of the database for what it writes, and says by how much it differs")
    void corrected(long seconds) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ShardClock time = new ShardClock(booking.shards().shard(0), wrong, wrong).measuredBy(meters);

        await(time.compare());

        assertThat(Duration.between(time.instant(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(10));
        assertThat(meters.get("evently.clock.ahead").gauge().value() > 80).isEqualTo(seconds > 0);
        assertThat(meters.get("evently.clock.ahead").gauge().value() < -80).isEqualTo(seconds < 0);
    }

    @Test
    @DisplayName("ends no hold before its time")
    void holds() {
        Shard shard = booking.shards().shard(0);
        UUID event = booking.anEvent(0, 10);
        Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 2));
        Clock ahead = Clock.offset(
                Clock.systemUTC(), BookingFixture.config().holdDuration().multipliedBy(2));
        ShardClock time = new ShardClock(shard, ahead, ahead);
        await(time.compare());
        EndingRepository endings = new EndingRepository();
        Sweep sweep = new Sweep(
                shard,
                BookingFixture.config(),
                endings,
                new EventCancellation(booking.node(0).vertx(), shard, endings, time),
                time);

        await(sweep.run());

        assertThat(await(booking.node(0).desk().confirm(booking.change(held)))).isInstanceOf(Booked.class);
    }
}
