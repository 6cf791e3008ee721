package io.evently.api.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.evently.forecast.EventPrediction;
import io.evently.forecast.HorizonAccuracy;
import io.evently.forecast.Horizons;
import io.evently.forecast.Outlook;
import io.evently.forecast.Prediction;
import io.evently.forecast.Predictions;
import io.evently.forecast.StoredForecast;
import io.evently.forecast.model.DailyOutlook.Day;
import io.evently.forecast.model.DailyOutlook.Money;
import io.evently.forecast.model.DailyOutlook.Range;
import io.evently.forecast.model.ForecastMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Forecasts as a client reads them. What they mean is in docs/api.md. */
final class PredictiveBody {
    private static final double HUNDREDTHS = 100;
    private static final double FOUR_PLACES = 10_000;

    private PredictiveBody() {}

    /** A count with its interval. */
    record Counted(double expected, double low, double high) {
        static Counted of(Range range) {
            return new Counted(
                    PredictiveBody.count(range.expected()),
                    PredictiveBody.count(range.low()),
                    PredictiveBody.count(range.high()));
        }
    }

    /** Money of one currency with its interval. */
    record Amounts(String currency, BigDecimal expected, BigDecimal low, BigDecimal high) {
        static List<Amounts> of(Map<String, Money> revenue) {
            return revenue.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new Amounts(
                            entry.getKey(),
                            entry.getValue().expected(),
                            entry.getValue().low(),
                            entry.getValue().high()))
                    .toList();
        }
    }

    /** A span of 24 hours. */
    record OnDay(String date, Counted bookings, List<Amounts> revenueByCurrency) {
        static OnDay of(Day day) {
            return new OnDay(day.date().toString(), Counted.of(day.bookings()), Amounts.of(day.revenue()));
        }
    }

    /** Several of them. */
    record Span(Counted bookings, List<Amounts> revenueByCurrency, List<OnDay> days) {
        static Span of(Outlook outlook) {
            return new Span(
                    Counted.of(outlook.bookings()),
                    Amounts.of(outlook.revenue()),
                    outlook.days().stream().map(OnDay::of).toList());
        }
    }

    /** How right the forecasts of a horizon were. */
    record Accurate(
            int horizonDays,
            long outcomes,
            @Nullable Double accuracy,
            @Nullable Double intervalCoverage) {
        static Accurate of(HorizonAccuracy accuracy) {
            return new Accurate(
                    accuracy.horizon(), accuracy.outcomes(), share(accuracy.accuracy()), share(accuracy.coverage()));
        }
    }

    /** An event on sale. */
    record Expected(
            UUID eventId,
            String name,
            Instant eventDate,
            int capacity,
            int seatsSold,
            double expected,
            double low,
            double high,
            double sellOutProbability,
            @Nullable Instant sellOutAt,
            String method) {
        static Expected of(Prediction event) {
            return new Expected(
                    event.eventId(),
                    event.name(),
                    event.eventDate(),
                    event.capacity(),
                    event.booked(),
                    count(event.expected()),
                    count(event.low()),
                    count(event.high()),
                    share(event.sellOutProbability()),
                    event.sellOutAt(),
                    word(event.method()));
        }
    }

    /** What was said before. */
    record Stored(
            int horizonDays,
            Instant madeAt,
            double expected,
            double low,
            double high,
            double sellOutProbability,
            String method,
            @Nullable Integer actual) {
        static Stored of(StoredForecast stored) {
            return new Stored(
                    stored.horizon(),
                    stored.madeAt(),
                    count(stored.expected()),
                    count(stored.low()),
                    count(stored.high()),
                    share(stored.sellOutProbability()),
                    word(stored.method()),
                    stored.actual());
        }
    }

    /** Everything. */
    record All(
            Instant madeAt,
            @Nullable Double accuracy,
            long outcomes,
            List<Accurate> accuracyByHorizon,
            @JsonProperty("next_7_days") Span week,
            @JsonProperty("next_30_days") Span month,
            List<Expected> events) {
        static All of(Predictions found) {
            List<Accurate> accuracy =
                    found.accuracy().stream().map(Accurate::of).toList();
            Accurate stated = accuracy.stream()
                    .filter(one -> one.horizonDays() == Horizons.STATED)
                    .findFirst()
                    .orElseThrow();
            return new All(
                    found.madeAt(),
                    stated.accuracy(),
                    stated.outcomes(),
                    accuracy,
                    Span.of(found.week()),
                    Span.of(found.month()),
                    found.events().stream().map(Expected::of).toList());
        }
    }

    /** One event, with what was said of it before. */
    record OfEvent(
            UUID eventId,
            String name,
            Instant eventDate,
            String status,
            int capacity,
            int seatsSold,
            @Nullable Expected forecast,
            List<Stored> stored) {
        static OfEvent of(EventPrediction event) {
            return new OfEvent(
                    event.eventId(),
                    event.name(),
                    event.eventDate(),
                    event.status().word(),
                    event.capacity(),
                    event.booked(),
                    event.prediction() == null ? null : Expected.of(event.prediction()),
                    event.stored().stream().map(Stored::of).toList());
        }
    }

    private static String word(ForecastMethod method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static double count(double seats) {
        return Math.round(seats * HUNDREDTHS) / HUNDREDTHS;
    }

    private static double share(double value) {
        return Math.round(value * FOUR_PLACES) / FOUR_PLACES;
    }

    private static @Nullable Double share(@Nullable Double value) {
        return value == null ? null : share(value.doubleValue());
    }
}
