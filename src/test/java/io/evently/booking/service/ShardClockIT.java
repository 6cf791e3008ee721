package io.evently.booking.service;

import io.evently.account.Tier;
import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogConfig;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.CatalogUpkeepVerticle;
import io.evently.catalog.CatalogVerticle;
import io.evently.catalog.UpdateEvent;
import io.evently.catalog.UpdateOutcome;
import io.evently.storage.Ids;
import io.evently.storage.Outages;
import io.evently.storage.Shard;
import io.evently.storage.ShardClock;
import io.evently.storage.ShardClocks;
import io.evently.storage.ShardClocksVerticle;
import io.evently.waitlist.JoinOutcome;
import io.evently.waitlist.JoinWaitlist;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
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
    private static final Duration OFTEN = Duration.ofSeconds(1);
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
    @DisplayName(
            "makes no offer that lasts longer, or ends sooner, because somebody adds seats on it; nor ends an event early")
    void moreSeats() {
        BookingFixture.Node node = booking.node(0);
        TypedBus.register(node.vertx(), CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus bus = new TypedBus(node.vertx(), Duration.ofSeconds(60), Outages::isOutage, SharedSeal.OPEN);
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(60));
        ShardClocks clocks = new ShardClocks(booking.shards(), ahead, ahead);
        await(node.vertx().deployVerticle(new ShardClocksVerticle(clocks)));
        SecureRandom random = new SecureRandom();
        CatalogConfig often =
                new CatalogConfig(Duration.ofMillis(50), 500, OFTEN, OFTEN, 1_000, Duration.ofDays(2), OFTEN, 1_000);
        Ids ids = new Ids(ahead, random);
        await(node.vertx().deployVerticle(new CatalogVerticle(often, bus, booking.shards(), ids, random, clocks)));
        UUID event = booking.anEvent(0, 1);
        Booking only = booking.booked(booking.wish(event, UUID.randomUUID(), 1, null));
        UUID waiting = UUID.randomUUID();
        assertThat(await(node.waitlist().join(new JoinWaitlist(event, waiting, Tier.BASIC, 1, false, false, null))))
                .isInstanceOf(JoinOutcome.Joined.class);

        assertThat(await(bus.ask(
                        CatalogEndpoints.UPDATE_EVENT,
                        new UpdateEvent(event, null, null, null, null, 2, null, null, null))))
                .isInstanceOf(UpdateOutcome.Updated.class);

        Row offer = booking.execute(
                        0,
                        "SELECT offer_expires_at FROM waitlist_entry WHERE event_id = $1 AND user_id = $2",
                        Tuple.of(event, waiting))
                .get(0);
        Duration lasts = Duration.between(
                Instant.now(), offer.getOffsetDateTime("offer_expires_at").toInstant());
        assertThat(lasts).isBetween(Duration.ofHours(11), Duration.ofHours(12));
        assertThat(booking.event(event).getOffsetDateTime("updated_at").toInstant())
                .isBefore(Instant.now().plus(Duration.ofHours(1)));

        CatalogUpkeepVerticle upkeep = new CatalogUpkeepVerticle(often, booking.shards(), clocks);
        UUID over = booking.anEvent(0, 1);
        booking.execute(0, "UPDATE event SET event_date = now() - interval '1 hour' WHERE id = $1", Tuple.of(over));
        await(node.vertx().deployVerticle(upkeep));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> booking.event(over).getString("status").equals("completed"));
        assertThat(booking.event(only.eventId()).getString("status"))
                .as("an event thirty days ahead")
                .isEqualTo("active");
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
