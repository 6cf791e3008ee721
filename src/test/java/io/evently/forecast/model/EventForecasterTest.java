package io.evently.forecast.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The forecast of an event")
class EventForecasterTest {
    private static final int NEXT = 200;

    private final EventForecaster forecaster = new EventForecaster(CategoryPrior.cold(100));

    @Test
    @DisplayName("without any history comes from the category, and knows that it knows little")
    void noHistory() {
        EventForecast forecast = forecaster.forecast(MadeUpEvents.open(NEXT, 10, BookingProfile.of(30, 28)));

        assertThat(forecast.method()).isEqualTo(ForecastMethod.CATEGORY_PRIOR);
        assertThat(forecast.expected()).isBetween(50.0, 70.0);
        assertThat(forecast.low()).isBetween(30.0, forecast.expected());
        assertThat(forecast.high()).isGreaterThan(forecast.expected());
        assertThat(forecast.sellOutProbability()).isEmpty();
        assertThat(forecast.sellOutAt()).isEmpty();
    }

    @Test
    @DisplayName("of an event nobody has booked yet, in a series nobody came to, is next to nothing")
    void nothingAtAll() {
        IntStream.range(0, 30).forEach(i -> forecaster.add(MadeUpEvents.finished(i, BookingProfile.of(0))));

        EventForecast forecast = forecaster.forecast(MadeUpEvents.open(NEXT, 5, BookingProfile.of(0)));

        assertThat(forecast.expected()).isCloseTo(0, within(1e-9));
        assertThat(forecast.low()).isZero();
    }

    @Test
    @DisplayName("uses better models the more events are over")
    void methods() {
        List<ForecastMethod> methods = new ArrayList<>();
        for (int finished = 0; finished <= 21; finished++) {
            methods.add(forecaster
                    .forecast(MadeUpEvents.open(NEXT, 7, BookingProfile.of(10)))
                    .method());
            forecaster.add(MadeUpEvents.finished(finished, MadeUpEvents.smooth(100)));
        }

        assertThat(methods.subList(0, 6)).containsOnly(ForecastMethod.CATEGORY_PRIOR);
        assertThat(methods.subList(6, 20)).containsOnly(ForecastMethod.PICKUP);
        assertThat(methods.subList(20, 22)).containsOnly(ForecastMethod.REGRESSION);
    }

    @Test
    @DisplayName("of events that are all alike is what they all were")
    void allAlike() {
        IntStream.range(0, 60).forEach(i -> forecaster.add(MadeUpEvents.finished(i, MadeUpEvents.smooth(100))));

        EventForecast forecast = forecaster.forecast(
                MadeUpEvents.open(NEXT, 7, MadeUpEvents.smooth(100).asOf(7)));

        assertThat(forecast.expected()).isCloseTo(100, within(0.01));
        assertThat(forecast.high() - forecast.low()).isLessThan(1);
    }

    @Test
    @DisplayName("is nearer to what comes the nearer the event is")
    void nearer() {
        MadeUpEvents made = new MadeUpEvents(150);
        learn(made, 150, 80);
        double far = 0;
        double near = 0;
        for (int i = 0; i < 50; i++) {
            BookingProfile profile = made.profile(80);
            far += Math.abs(forecaster
                            .forecast(MadeUpEvents.open(NEXT, 20, profile.asOf(20)))
                            .expected()
                    - profile.now());
            near += Math.abs(forecaster
                            .forecast(MadeUpEvents.open(NEXT, 3, profile.asOf(3)))
                            .expected()
                    - profile.now());
        }

        assertThat(near).isLessThan(far / 1.5);
    }

    @Test
    @DisplayName("between two days lies between theirs, and at the start is what is on the books")
    void fractions() {
        learn(new MadeUpEvents(60), 60, 80);
        BookingProfile books = BookingProfile.of(50, 48, 45, 44, 43, 40, 38, 35);

        double two = forecaster.forecast(MadeUpEvents.open(NEXT, 2, books)).expected();
        double three = forecaster.forecast(MadeUpEvents.open(NEXT, 3, books)).expected();
        double between =
                forecaster.forecast(MadeUpEvents.open(NEXT, 2.25, books)).expected();

        assertThat(between).isCloseTo(0.75 * two + 0.25 * three, within(1e-9));
        assertThat(forecaster.forecast(MadeUpEvents.open(NEXT, 0, books)).expected())
                .isEqualTo(50);
    }

    @Test
    @DisplayName("never exceeds the seats, says how likely they run out, and when")
    void capacity() {
        learn(new MadeUpEvents(150), 150, 100);
        OpenEvent open = MadeUpEvents.open(NEXT, 14, BookingProfile.of(60, 57, 53, 50, 47, 44, 42, 39));
        double demand = forecaster.forecast(open).expected();

        EventForecast tight = forecaster.forecast(MadeUpEvents.limited(open, (int) (demand * 0.7)));
        EventForecast even = forecaster.forecast(MadeUpEvents.limited(open, (int) Math.round(demand)));
        EventForecast ample = forecaster.forecast(MadeUpEvents.limited(open, (int) (demand * 3)));

        assertThat(tight.expected()).isEqualTo((int) (demand * 0.7));
        assertThat(tight.high()).isEqualTo((int) (demand * 0.7));
        assertThat(tight.low()).isLessThanOrEqualTo(tight.expected());
        assertThat(tight.demand()).isCloseTo(demand, within(1e-9));
        assertThat(tight.sellOutProbability().orElseThrow()).isGreaterThan(0.9);
        assertThat(tight.sellOutAt().orElseThrow()).isBetween(open.now(), open.startsAt());
        assertThat(even.sellOutProbability().orElseThrow()).isBetween(0.4, 0.6);
        assertThat(ample.sellOutProbability().orElseThrow()).isLessThan(0.1);
        assertThat(ample.sellOutAt()).isEmpty();
    }

    @Test
    @DisplayName("puts the end of the seats where the curve of the series reaches it")
    void sellOutTime() {
        IntStream.range(0, 60).forEach(i -> forecaster.add(MadeUpEvents.finished(i, MadeUpEvents.smooth(100))));
        OpenEvent open = MadeUpEvents.limited(
                MadeUpEvents.open(NEXT, 20, MadeUpEvents.smooth(100).asOf(20)), 50);

        // Half of the bookings are there ten days before.
        assertThat(forecaster.forecast(open).sellOutAt().orElseThrow())
                .isCloseTo(open.startsAt().minus(Duration.ofDays(10)), within(Duration.ofHours(2)));
    }

    @Test
    @DisplayName("of an event without seats left is sold out now")
    void soldOut() {
        OpenEvent open = MadeUpEvents.limited(MadeUpEvents.open(NEXT, 10, BookingProfile.of(40)), 40);

        EventForecast forecast = forecaster.forecast(open);

        assertThat(forecast.expected()).isEqualTo(40);
        assertThat(forecast.sellOutProbability()).hasValue(1);
        assertThat(forecast.sellOutAt()).contains(open.now());
        assertThat(forecaster.byDay(open, forecast, 5)).containsOnly(0.0);
    }

    @Test
    @DisplayName("is not misled by events that sold out: their bookings ended, the demand did not")
    void censored() {
        MadeUpEvents made = new MadeUpEvents(5);
        EventForecaster misled = new EventForecaster(CategoryPrior.cold(100));
        double demand = 0;
        for (int i = 0; i < 150; i++) {
            BookingProfile full = made.profile(100);
            demand += full.now() / 150;
            FinishedEvent limited = i % 2 == 0 ? limited(i, full, 70) : MadeUpEvents.finished(i, full);
            forecaster.add(limited);
            misled.add(FinishedEvent.of(limited.startsAt(), limited.weekday(), limited.profile()));
        }
        OpenEvent open = MadeUpEvents.open(NEXT, 20, BookingProfile.of(25, 24, 22, 21, 20, 19, 17, 16));

        double unhindered = forecaster.forecast(open).expected();

        assertThat(unhindered).isCloseTo(demand, within(0.08 * demand));
        assertThat(misled.forecast(open).expected()).isLessThan(unhindered - 5);
    }

    @Test
    @DisplayName("still answers when every event sold out")
    void allSoldOut() {
        MadeUpEvents made = new MadeUpEvents(5);
        for (int i = 0; i < 40; i++) {
            forecaster.add(limited(i, made.profile(100), 50));
        }
        OpenEvent open = MadeUpEvents.limited(MadeUpEvents.open(NEXT, 20, BookingProfile.of(25)), 50);

        EventForecast forecast = forecaster.forecast(open);

        assertThat(forecast.expected()).isBetween(40.0, 50.0);
        assertThat(forecast.sellOutProbability().orElseThrow()).isBetween(0.0, 1.0);
    }

    @Test
    @DisplayName("is shared out over the days so that they add up to it")
    void byDay() {
        learn(new MadeUpEvents(60), 60, 80);
        OpenEvent open = MadeUpEvents.open(NEXT, 6.5, BookingProfile.of(50, 48, 45, 44, 43, 40, 38, 35));
        EventForecast forecast = forecaster.forecast(open);

        List<Double> days = forecaster.byDay(open, forecast, 10);

        assertThat(days.stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(forecast.expected() - 50, within(1e-6));
        assertThat(days.get(7)).as("after the start").isZero();
        assertThat(days.get(5)).as("the last days bring most").isGreaterThan(days.get(0));
    }

    @Test
    @DisplayName("takes events in the order of their starts, and refuses what cannot be")
    void nonsense() {
        forecaster.add(MadeUpEvents.finished(5, BookingProfile.of(1)));

        assertThatThrownBy(() -> forecaster.add(MadeUpEvents.finished(4, BookingProfile.of(1))))
                .hasMessageContaining("order of their starts");
        assertThatThrownBy(() -> MadeUpEvents.open(1, -1, BookingProfile.of(1))).hasMessageContaining("daysBefore");
        assertThatThrownBy(() -> CategoryPrior.cold(0)).hasMessageContaining("expectedDemand");
    }

    private void learn(MadeUpEvents made, int events, double demand) {
        IntStream.range(0, events).forEach(i -> forecaster.add(MadeUpEvents.finished(i, made.profile(demand))));
    }

    private static FinishedEvent limited(int number, BookingProfile full, int capacity) {
        double[] daysAgo = new double[full.days() + 1];
        int soldOut = -1;
        for (int day = 0; day <= full.days(); day++) {
            daysAgo[day] = Math.min(capacity, full.daysAgo(day));
            soldOut = full.daysAgo(day) >= capacity ? day : soldOut;
        }
        return new FinishedEvent(
                MadeUpEvents.startsAt(number),
                MadeUpEvents.weekday(number),
                BookingProfile.of(daysAgo),
                soldOut < 0 ? OptionalInt.empty() : OptionalInt.of(soldOut));
    }
}
