package io.evently.forecast.service;

import io.evently.catalog.EventStatus;
import io.evently.forecast.HorizonAccuracy;
import io.evently.forecast.Horizons;
import io.evently.forecast.Predictions;
import io.evently.forecast.model.BookingProfile;
import io.evently.forecast.model.ForecastMethod;
import io.evently.forecast.model.WeekdaySmoothing;
import io.evently.forecast.service.ForecastRepository.Outcomes;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("A picture of what is to be expected")
class PictureTest {
    private static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");
    private static final int SEATS = 100;

    @Test
    @DisplayName("has profiles that add up what came day by day, and takes what is sold now from the event")
    void profiles() {
        TreeMap<Integer, Long> byDay = new TreeMap<>(Map.of(0, 4L, 2, -1L, 5, 10L));
        assertThat(Profiles.of(byDay)).isEqualTo(BookingProfile.of(13, 9, 9, 10, 10, 10));
        assertThat(Profiles.of(byDay, 15)).isEqualTo(BookingProfile.of(15, 9, 9, 10, 10, 10));
        assertThat(Profiles.of(new TreeMap<>())).isEqualTo(BookingProfile.of(0));
        assertThat(Profiles.of(new TreeMap<>(Map.of(0, -3L)))).isEqualTo(BookingProfile.of(0));
    }

    @Test
    @DisplayName("knows since when there were no seats left")
    void soldOut() {
        assertThat(finished(1, 100, 100, 60).event().soldOutDaysBefore()).hasValue(1);
        assertThat(finished(1, 99, 60).event().soldOutDaysBefore()).isEmpty();
        assertThat(finished(1, 100, 60).event().soldOutDaysBefore()).hasValue(0);
    }

    @Test
    @DisplayName("remembers the latest events of a series in their order, whichever shard they came from")
    void history() {
        History history = new History(5);
        List<Finished> late = new ArrayList<>();
        for (int daysAgo = 1; daysAgo <= 4; daysAgo++) {
            late.add(finished(daysAgo, 10));
        }
        history.add(late);
        history.add(List.of(finished(7, 10), finished(6, 10), finished(5, 10)));

        assertThat(history.series().get("hall"))
                .extracting(one -> one.event().startsAt())
                .isSorted()
                .hasSize(5)
                .endsWith(NOW.minus(Duration.ofDays(1)));
        assertThat(history.knows(late.get(0).id())).isTrue();
        assertThat(history.series().get("hall")).hasSize(5);
    }

    @Test
    @DisplayName("expects of a venue without history what events elsewhere sold")
    void cold() {
        List<Finished> half = new ArrayList<>();
        for (int daysAgo = 300; daysAgo >= 1; daysAgo--) {
            half.add(finished(daysAgo, 50, 40, 30));
        }
        double alone =
                paint(Map.of(), sale("elsewhere", 40, "EUR", 0)).events().get(0).expected();
        double among = paint(Map.of("hall", half), sale("elsewhere", 40, "EUR", 0))
                .events()
                .get(0)
                .expected();
        assertThat(among).isLessThan(alone);
        assertThat(paint(Map.of("hall", half), sale("hall", 1, "EUR", 40)).events())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.method()).isEqualTo(ForecastMethod.REGRESSION);
                    assertThat(event.expected()).isCloseTo(50, within(1.0));
                });
    }

    @Test
    @DisplayName("lists the soonest events, leaves out those that began, and forecasts no more than it should")
    void events() {
        OnSale begun = sale("hall", 0, "EUR", 5);
        Picture picture = Picture.paint(
                NOW,
                Map.of(),
                List.of(sale("hall", 9, "EUR", 5), begun, sale("hall", 3, "EUR", 5), sale("hall", 5, "EUR", 5)),
                2,
                new WeekdaySmoothing(),
                List.of());
        Predictions page = picture.page(1, 1);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.events())
                .singleElement()
                .satisfies(event -> assertThat(event.eventDate()).isEqualTo(NOW.plus(Duration.ofDays(5))));
        assertThat(picture.page(20, 7).events()).isEmpty();
    }

    @Test
    @DisplayName("adds the days up, never two currencies, and falls back to the weekday when nothing is on sale")
    void outlook() {
        WeekdaySmoothing usual = new WeekdaySmoothing();
        for (DayOfWeek day : DayOfWeek.values()) {
            usual.add(day, 7);
        }
        Predictions page = Picture.paint(
                        NOW,
                        Map.of(),
                        List.of(sale("hall", 3, "EUR", 20), sale("hall", 2, "JPY", 20)),
                        10,
                        usual,
                        List.of())
                .page(20, 0);
        double still = page.events().stream()
                .mapToDouble(event -> event.expected() - event.booked())
                .sum();
        assertThat(page.week().bookings().expected()).isCloseTo(still + 4 * 7, within(1e-6));
        assertThat(page.month().bookings().expected()).isCloseTo(still + 27 * 7, within(1e-6));
        assertThat(page.month().revenue()).containsOnlyKeys("EUR", "JPY");
        double euros = 10 * (page.events().get(1).expected() - 20);
        assertThat(page.month().revenue().get("EUR").expected().doubleValue()).isCloseTo(euros, within(0.05));
        assertThat(page.month().revenue().get("EUR").low().doubleValue()).isLessThan(euros);
        assertThat(page.week().days()).hasSize(7);
    }

    @Test
    @DisplayName("keeps forecasts when an event comes within a horizon, and none made long after that")
    void horizons() {
        assertThat(Horizons.reached(NOW, NOW.plus(Duration.ofDays(7)))).hasValue(7);
        assertThat(Horizons.reached(NOW, NOW.plus(Duration.ofDays(7)).plusSeconds(1)))
                .isEmpty();
        assertThat(Horizons.reached(NOW, NOW.plus(Duration.ofHours(7 * 24 - 5))))
                .hasValue(7);
        assertThat(Horizons.reached(NOW, NOW.plus(Duration.ofHours(7 * 24 - 7))))
                .isEmpty();
        assertThat(Horizons.reached(NOW, NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    @DisplayName("states the accuracy over all shards, and none below twenty outcomes")
    void accuracy() {
        List<HorizonAccuracy> measured = Measured.of(List.of(
                new Outcomes(7, 15, 150, 1_500, 12), new Outcomes(7, 5, 50, 500, 4), new Outcomes(1, 19, 1, 100, 19)));
        assertThat(measured).extracting(HorizonAccuracy::horizon).containsExactly(1, 3, 7, 14, 28);
        assertThat(measured.get(0)).isEqualTo(new HorizonAccuracy(1, 19, null, null));
        assertThat(measured.get(2)).isEqualTo(new HorizonAccuracy(7, 20, 0.9, 0.8));
        assertThat(measured.get(4)).isEqualTo(new HorizonAccuracy(28, 0, null, null));
    }

    private static Picture paint(Map<String, List<Finished>> series, OnSale event) {
        return Picture.paint(NOW, series, List.of(event), 10, new WeekdaySmoothing(), List.of());
    }

    private static Finished finished(int daysAgo, double... profile) {
        return Finished.of(
                UUID.randomUUID(), "hall", NOW.minus(Duration.ofDays(daysAgo)), SEATS, BookingProfile.of(profile));
    }

    private static OnSale sale(String series, int daysBefore, String currency, int booked) {
        return new OnSale(
                UUID.randomUUID(),
                "An evening",
                series,
                NOW.plus(Duration.ofDays(daysBefore)),
                EventStatus.ACTIVE,
                SEATS,
                booked,
                new BigDecimal("10.00"),
                currency,
                NOW,
                BookingProfile.of(booked, booked));
    }
}
