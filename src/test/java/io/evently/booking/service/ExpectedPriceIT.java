package io.evently.booking.service;

import io.evently.account.Tier;
import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.PriceChanged;
import io.evently.booking.IdempotencyKey;
import io.evently.waitlist.JoinOutcome;
import io.evently.waitlist.JoinWaitlist;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static io.evently.booking.service.BookingFixture.money;
import static org.assertj.core.api.Assertions.assertThat;

/** Events begin with a price of 19.99 USD. */
@DisplayName("Nobody pays more than they were shown")
class ExpectedPriceIT {
    private static final BigDecimal SHOWN = money("19.99");
    private static final PriceChanged NOW_21 = new PriceChanged(money("21.00"), "USD");

    private final UUID user = UUID.randomUUID();
    private BookingFixture booking;

    @BeforeEach
    void start() {
        booking = new BookingFixture(BookingFixture.config(), 2);
    }

    @AfterEach
    void stop() {
        booking.close();
    }

    @Test
    @DisplayName("at a higher price nothing is booked or held; at the same or a lower one the present price is charged")
    void compared() {
        UUID event = booking.anEvent(10);
        assertThat(book(event, 1, SHOWN, false)).isInstanceOf(Booked.class);
        price(event, "21.00");

        assertThat(book(event, 1, SHOWN, false)).isEqualTo(NOW_21);
        assertThat(book(event, 1, SHOWN, true)).isEqualTo(NOW_21);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(1);
        assertThat(booking.event(event).getInteger("seats_held")).isZero();
        price(event, "15.00");
        assertThat(((Booked) book(event, 2, SHOWN, false)).booking().total()).isEqualByComparingTo("30.00");
        assertThat(((Booked) book(event, 1, money("15"), true)).booking().unitPrice())
                .isEqualByComparingTo("15.00");
        booking.assertInvariants();
    }

    @Test
    @DisplayName(
            "in one flush with others: whoever will not pay takes no seat from whoever does; no seats is said first")
    void sameFlush() {
        UUID event = booking.anEvent(0, 3);
        price(event, "21.00");
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        asked.add(ask(event, 3, SHOWN, false));
        asked.add(ask(event, 2, SHOWN, true));
        asked.add(ask(event, 1, null, true));
        asked.add(ask(event, 2, money("21"), false));
        asked.add(ask(event, 1, SHOWN, false));

        List<BookingOutcome> answers = asked.stream().map(BookingFixture::await).toList();

        assertThat(answers.get(0)).isEqualTo(NOW_21);
        assertThat(answers.get(1)).isEqualTo(NOW_21);
        assertThat(answers.get(2)).isInstanceOf(Booked.class);
        assertThat(answers.get(3)).isInstanceOf(Booked.class);
        assertThat(answers.get(4)).isEqualTo(new InsufficientSeats(0, 1));
        booking.assertInvariants();
    }

    @Test
    @DisplayName("the same key is answered with the same refusal, whatever the price is by then")
    void replayed() {
        UUID event = booking.anEvent(10);
        price(event, "21.00");
        BookSeats keyed =
                new BookSeats(event, user, 1, SHOWN, false, new IdempotencyKey("key", "print"), booking.deadline());

        assertThat(await(booking.node(0).desk().book(keyed))).isEqualTo(NOW_21);
        price(event, "10.00");
        assertThat(await(booking.node(1).desk().book(keyed))).isEqualTo(NOW_21);
        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
    }

    @Test
    @DisplayName("an offer is taken at its own price while that is no more than was shown")
    void offered() {
        UUID event = booking.anEvent(1);
        Booking sold = booking.booked(booking.wish(event, 1));
        assertThat(await(booking.node(0)
                        .waitlist()
                        .join(new JoinWaitlist(event, user, Tier.BASIC, 1, false, false, null))))
                .isInstanceOf(JoinOutcome.Joined.class);
        await(booking.node(0).desk().cancel(booking.change(sold)));
        price(event, "21.00");

        assertThat(await(ask(event, user, 1, money("19.98"), false))).isInstanceOf(InsufficientSeats.class);
        BookingOutcome taken = await(ask(event, user, 1, SHOWN, false));

        assertThat(((Booked) taken).booking().unitPrice()).isEqualByComparingTo(SHOWN);
        booking.assertInvariants();
    }

    @Test
    @DisplayName("while the price moves between bookings of two nodes; without the wish some do pay more")
    void race() {
        UUID event = booking.anEvent(10_000);
        List<Future<BookingOutcome>> careful = new ArrayList<>();
        List<Future<BookingOutcome>> careless = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int buyer = 0; buyer < 10; buyer++) {
                BookSeats wish =
                        new BookSeats(event, UUID.randomUUID(), 1, SHOWN, buyer % 2 == 0, null, booking.deadline());
                careful.add(booking.node(buyer % 2).desk().book(wish));
                careless.add(booking.node(buyer % 2).desk().book(booking.wish(event, 1)));
            }
            price(event, i % 2 == 0 ? "21.00" : "19.99");
        }

        assertThat(prices(careful)).isNotEmpty().allMatch(price -> price.compareTo(SHOWN) <= 0);
        assertThat(prices(careless)).anyMatch(price -> price.compareTo(SHOWN) > 0);
        assertThat(careful.stream().map(BookingFixture::await)).contains(NOW_21);
        booking.assertInvariants();
    }

    private static List<BigDecimal> prices(List<Future<BookingOutcome>> asked) {
        return asked.stream()
                .map(BookingFixture::await)
                .filter(Booked.class::isInstance)
                .map(outcome -> ((Booked) outcome).booking().unitPrice())
                .toList();
    }

    private BookingOutcome book(UUID event, int quantity, @Nullable BigDecimal expected, boolean hold) {
        return await(ask(event, quantity, expected, hold));
    }

    private Future<BookingOutcome> ask(UUID event, int quantity, @Nullable BigDecimal expected, boolean hold) {
        return ask(event, UUID.randomUUID(), quantity, expected, hold);
    }

    private Future<BookingOutcome> ask(
            UUID event, UUID buyer, int quantity, @Nullable BigDecimal expected, boolean hold) {
        return booking.node(0)
                .desk()
                .book(new BookSeats(event, buyer, quantity, expected, hold, null, booking.deadline()));
    }

    private void price(UUID event, String price) {
        booking.execute(
                booking.shardOf(event), "UPDATE event SET price = $2 WHERE id = $1", Tuple.of(event, money(price)));
    }
}
