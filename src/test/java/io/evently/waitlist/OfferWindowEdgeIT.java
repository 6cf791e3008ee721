package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.booking.Booking;
import io.evently.booking.service.BookingFixture;
import io.evently.waitlist.policy.OfferPolicy;
import io.evently.waitlist.policy.OfferWindow;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An offer that the database makes at the edge of a window")
class OfferWindowEdgeIT {
    private static final OfferPolicy POLICY = BookingFixture.WAITLIST.policy();

    private static BookingFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new BookingFixture(BookingFixture.config(), 1);
        fixture.clock.set(fixture.clock.instant().truncatedTo(ChronoUnit.MILLIS));
        for (int shard = 0; shard < fixture.shards().count(); shard++) {
            await(new WaitlistRepository().agree(fixture.shards().shard(shard).pool(), POLICY));
        }
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PT96H0.001S, PT12H",
        "PT96H, PT4H",
        "PT24H0.001S, PT4H",
        "PT24H, PT2H",
        "PT6H, PT45M",
        "PT30M0.001S, PT30M0.001S",
        "PT30M,"
    })
    @DisplayName("lasts as long as the policy foresees: a window begins when more than its time is left")
    void edge(Duration left, Duration lasts) {
        UUID event = fixture.anEvent(1);
        Instant now = fixture.clock.instant();
        Booking booking = fixture.booked(fixture.wish(event, UUID.randomUUID(), 1, null));
        UUID user = UUID.randomUUID();
        JoinWaitlist wish = new JoinWaitlist(event, user, Tier.BASIC, 1, false, false, null);
        assertThat(await(fixture.node(0).waitlist().join(wish))).isInstanceOf(JoinOutcome.Joined.class);
        fixture.execute(
                fixture.shardOf(event),
                "UPDATE event SET event_date = $2 WHERE id = $1",
                Tuple.of(event, now.plus(left).atOffset(ZoneOffset.UTC)));

        await(fixture.node(0).desk().cancel(fixture.change(booking)));

        EntryLookup found = await(fixture.node(0).waitlist().find(new FindEntry(event, user)));
        Instant expiresAt = ((EntryLookup.Found) found).entry().offerExpiresAt();
        assertThat(Optional.ofNullable(expiresAt).map(end -> Duration.between(now, end)))
                .isEqualTo(Optional.ofNullable(lasts))
                .isEqualTo(POLICY.window(OfferWindow.hours(left)));
    }
}
