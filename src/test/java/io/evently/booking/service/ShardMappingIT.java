package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingPage;
import io.evently.booking.BookingQuery;
import io.evently.booking.UserBookings;
import io.evently.embedded.EmbeddedConfig;
import io.evently.embedded.EmbeddedServices;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Shards on two PostgreSQL servers")
class ShardMappingIT {
    private static final int SHARDS = 4;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("hold the rows of their own events, and lists go over both servers")
    void twoServers() {
        EmbeddedServices second = EmbeddedServices.start(new EmbeddedConfig(directory, 0, 0));
        try {
            String one = TestServices.freshDatabaseUrl();
            String name = URI.create(one).getPath();
            String other = URI.create(second.databaseUrl()).resolve(name).toString();
            List<String> urls = List.of(one + "_0", one + "_1", other + "_2", other + "_3");
            sellEverywhere(urls, one + "_accounts");
        } finally {
            second.stop();
        }
    }

    private static void sellEverywhere(List<String> urls, String accounts) {
        UUID user = UUID.randomUUID();
        try (BookingFixture booking = new BookingFixture(BookingFixture.config(), storage(urls, accounts), 1)) {
            List<Booking> made = new ArrayList<>();
            for (int shard = 0; shard < SHARDS; shard++) {
                made.add(booking.booked(booking.wish(booking.anEvent(shard, 5), user, 1 + shard, null)));
            }

            Vertx vertx = booking.node(0).vertx();
            for (int shard = 0; shard < SHARDS; shard++) {
                assertThat(bookingsIn(vertx, urls.get(shard)))
                        .containsExactly(made.get(shard).id());
            }
            BookingPage page = await(booking.node(0).desk().ofUser(new UserBookings(user, null, 100, 0)));
            assertThat(page.total()).isEqualTo(SHARDS);
            assertThat(page.bookings())
                    .extracting(view -> view.booking().id())
                    .containsExactlyInAnyOrderElementsOf(
                            made.stream().map(Booking::id).toList());
            assertThat(await(booking.node(0)
                                    .desk()
                                    .find(new BookingQuery(made.get(3).reference(), user, false)))
                            .found())
                    .isPresent();
            booking.assertInvariants();
        }
    }

    private static List<UUID> bookingsIn(Vertx vertx, String url) {
        return await(PgConnection.connect(vertx, url)
                .compose(connection -> connection
                        .query("SELECT id FROM booking")
                        .execute()
                        .map(rows -> {
                            List<UUID> ids = new ArrayList<>();
                            rows.forEach(row -> ids.add(row.getUUID("id")));
                            return ids;
                        })
                        .eventually(connection::close)));
    }

    private static StorageConfig storage(List<String> shards, String accounts) {
        return new StorageConfig(
                null,
                accounts,
                shards,
                SHARDS,
                2,
                2,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20));
    }
}
