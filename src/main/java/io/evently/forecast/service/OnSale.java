package io.evently.forecast.service;

import io.evently.catalog.EventStatus;
import io.evently.forecast.model.BookingProfile;
import io.evently.forecast.model.OpenEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/**
 * An event as it was when it was read.
 *
 * @param series what it is comparable with: its venue, whatever the case of the letters
 * @param booked seats that are sold
 * @param readAt by the clock of its shard
 * @param profile on the books then, a day before and so on
 */
record OnSale(
        UUID id,
        String name,
        String series,
        Instant startsAt,
        EventStatus status,
        int capacity,
        int booked,
        BigDecimal price,
        String currency,
        Instant readAt,
        BookingProfile profile) {
    private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    boolean open() {
        return status == EventStatus.ACTIVE && readAt.isBefore(startsAt);
    }

    double daysBefore() {
        return Duration.between(readAt, startsAt).toMillis() / MILLIS_PER_DAY;
    }

    /** For the models; of an event that is open. */
    OpenEvent forModels() {
        return new OpenEvent(
                startsAt, startsAt.atOffset(UTC).getDayOfWeek(), daysBefore(), profile, OptionalInt.of(capacity));
    }
}
