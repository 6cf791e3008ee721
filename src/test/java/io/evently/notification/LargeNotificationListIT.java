package io.evently.notification;

import io.evently.booking.service.BookingFixture;
import io.evently.bus.TypedBus;
import io.evently.schedule.Signal;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.ShardedBus;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The notifications of a user who has 12,000 of them over all shards")
class LargeNotificationListIT {
    private static final int OF_EACH_SHARD = 3_000;
    private static final UUID USER = UUID.randomUUID();
    private static BookingFixture fixture;
    private static NotificationClient client;

    @BeforeAll
    static void fill() {
        fixture = new BookingFixture(BookingFixture.config(), 1);
        Vertx vertx = fixture.node(0).cluster().vertx();
        TypedBus.register(vertx, NotificationEndpoints.FAMILIES);
        TypedBus bus = new TypedBus(vertx, Duration.ofSeconds(60));
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(fixture.clock, random);
        for (Shard shard : fixture.shards().all()) {
            await(vertx.deployVerticle(new NotificationVerticle(bus, shard, new Signal(), fixture.clock, random)));
            UUID[] made = IntStream.range(0, OF_EACH_SHARD)
                    .mapToObj(i -> ids.next(shard.number()))
                    .toArray(UUID[]::new);
            fixture.execute(
                    shard.number(),
                    """
                    INSERT INTO notification (id, recipient, type, title, message, data, status, created_at, read_at)
                    SELECT id, $2, 'news', 'News', 'Text', '{}', 'delivered',
                           $3::timestamptz + ord / 7 * interval '1 second', CASE WHEN ord % 2 = 0 THEN $3::timestamptz END
                      FROM unnest($1::uuid[]) WITH ORDINALITY AS m (id, ord)
                    """,
                    Tuple.of(made, USER, fixture.clock.instant().atOffset(UTC)));
        }
        client = new NotificationClient(new ShardedBus(bus, fixture.shards().count()));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    @DisplayName("are the same list, page by page, near the top and far down, each once and newest first")
    void pages() {
        List<String> whole = new ArrayList<>();
        for (int offset = 0; offset <= 10_000; offset += 100) {
            NotificationPage page = await(client.list(new ListNotifications(USER, false, 100, offset)));
            assertThat(page.total()).isEqualTo(4 * OF_EACH_SHARD);
            assertThat(page.unread()).isEqualTo(2 * OF_EACH_SHARD);
            page.notifications().forEach(it -> whole.add(it.createdAt() + " " + it.id()));
        }

        assertThat(whole)
                .hasSize(10_100)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    @DisplayName("are found unread alone, and none beyond the last")
    void unread() {
        NotificationPage page = await(client.list(new ListNotifications(USER, true, 100, 5_950)));
        NotificationPage beyond = await(client.list(new ListNotifications(USER, true, 100, 6_000)));

        assertThat(page.total()).isEqualTo(2 * OF_EACH_SHARD);
        assertThat(page.notifications()).hasSize(50).allMatch(it -> it.readAt() == null);
        assertThat(beyond.notifications()).isEmpty();
        assertThat(beyond.total()).isEqualTo(2 * OF_EACH_SHARD);
    }
}
