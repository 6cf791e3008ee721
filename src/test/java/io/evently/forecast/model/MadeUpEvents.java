package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.hipparchus.distribution.discrete.PoissonDistribution;

/** Events that tests make up: one a day, each with a booking curve that halves every ten days back. */
final class MadeUpEvents {
    static final int DAYS = 40;

    private static final Instant FIRST = Instant.parse("2024-01-01T18:00:00Z");
    private static final double HALF_DAYS = 10;

    private final SplittableRandom random;

    MadeUpEvents(long seed) {
        random = new SplittableRandom(seed);
    }

    static Instant startsAt(int number) {
        return FIRST.plus(Duration.ofDays(number));
    }

    static DayOfWeek weekday(int number) {
        return startsAt(number).atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    static FinishedEvent finished(int number, BookingProfile profile) {
        return FinishedEvent.of(startsAt(number), weekday(number), profile);
    }

    static OpenEvent open(int number, double daysBefore, BookingProfile profile) {
        return new OpenEvent(startsAt(number), weekday(number), daysBefore, profile, OptionalInt.empty());
    }

    static OpenEvent limited(OpenEvent open, int capacity) {
        return new OpenEvent(
                open.startsAt(), open.weekday(), open.daysBefore(), open.profile(), OptionalInt.of(capacity));
    }

    /** Poisson bookings around a demand that varies from event to event by up to 30 % either way. */
    BookingProfile profile(double demand) {
        double own = demand * (0.7 + 0.6 * random.nextDouble());
        double[] daysAgo = new double[DAYS + 1];
        double books = poisson(own * Math.pow(0.5, DAYS / HALF_DAYS));
        daysAgo[DAYS] = books;
        for (int day = DAYS - 1; day >= 0; day--) {
            books += poisson(own * (Math.pow(0.5, day / HALF_DAYS) - Math.pow(0.5, (day + 1) / HALF_DAYS)));
            daysAgo[day] = books;
        }
        return BookingProfile.of(daysAgo);
    }

    /** The same curve without chance. */
    static BookingProfile smooth(double demand) {
        double[] daysAgo = new double[DAYS + 1];
        for (int day = 0; day <= DAYS; day++) {
            daysAgo[day] = demand * Math.pow(0.5, day / HALF_DAYS);
        }
        return BookingProfile.of(daysAgo);
    }

    private double poisson(double mean) {
        return mean > 0 ? new PoissonDistribution(mean).inverseCumulativeProbability(random.nextDouble()) : 0;
    }
}
