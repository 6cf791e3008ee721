package io.evently.booking.service;

import io.evently.booking.BookingPage;
import io.evently.booking.BookingStatus;
import io.evently.booking.UserBookings;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
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

@DisplayName("The bookings of a user who has 12,000 of them over all shards")
class LargeListIT {
    private static final int OF_EACH_SHARD = 3_000;
    private static final UUID USER = UUID.randomUUID();
    private static BookingFixture booking;

    @BeforeAll
    static void fill() {
        booking = new BookingFixture(BookingFixture.config(), 1);
        Ids ids = new Ids(booking.clock, new SecureRandom());
        for (int shard = 0; shard < 4; shard++) {
            int number = shard;
            UUID event = booking.anEvent(shard, 1);
            UUID[] made = IntStream.range(0, OF_EACH_SHARD)
                    .mapToObj(i -> ids.next(number))
                    .toArray(UUID[]::new);
            // Several of each second, so that the id decides as well.
            booking.execute(
                    shard,
                    """
                    INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                         created_at, updated_at)
                    SELECT id, 'R' || id, $2, $3, 1, 1, 1, 'USD', 'cancelled', $4::timestamptz + ord / 7 * interval '1 second',
                           $4
                      FROM unnest($1::uuid[]) WITH ORDINALITY AS m (id, ord)
                    """,
                    Tuple.of(made, event, USER, booking.clock.instant().atOffset(UTC)));
        }
    }

    @AfterAll
    static void close() {
        booking.close();
    }

    @Test
    @DisplayName("are the same list, page by page, near the top and far down, each once and newest first")
    void pages() {
        List<UUID> whole = new ArrayList<>();
        for (int offset = 0; offset <= 10_000; offset += 100) {
            BookingPage page = list(100, offset);
            assertThat(page.total()).isEqualTo(4 * OF_EACH_SHARD);
            assertThat(page.bookings())
                    .hasSize(100)
                    .allSatisfy(view -> assertThat(view.eventName()).isEqualTo("Concert"));
            page.bookings().forEach(view -> whole.add(view.booking().id()));
        }

        assertThat(whole).hasSize(10_100).doesNotHaveDuplicates();
        List<String> order = new ArrayList<>();
        for (int offset : new int[] {0, 150, 5_000, 9_990}) {
            list(100, offset)
                    .bookings()
                    .forEach(view -> order.add(
                            view.booking().createdAt() + " " + view.booking().id()));
            assertThat(order).isSortedAccordingTo((one, other) -> other.compareTo(one));
            order.clear();
        }
    }

    @Test
    @DisplayName("are asked for many times at once, and every list is answered")
    void atOnce() {
        List<Future<BookingPage>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(booking.node(0).desk().ofUser(new UserBookings(USER, BookingStatus.CANCELLED, 100, 10_000 - i)));
        }

        List<BookingPage> pages = await(Future.all(asked).map(all -> all.<BookingPage>list()));

        assertThat(pages).allSatisfy(page -> assertThat(page.bookings()).hasSize(100));
    }

    private static BookingPage list(int limit, int offset) {
        return await(booking.node(0).desk().ofUser(new UserBookings(USER, null, limit, offset)));
    }
}
