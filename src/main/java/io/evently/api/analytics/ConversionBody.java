package io.evently.api.analytics;

import io.evently.analytics.Funnel;
import io.evently.analytics.Happening;
import io.evently.analytics.Retention;
import io.evently.analytics.Totals;
import io.evently.analytics.VisitorStage;
import io.evently.analytics.WaitlistConversion;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shares of people, as a client reads them. What they mean is in docs/analytics.md. */
final class ConversionBody {
    private ConversionBody() {}

    /** A stage of the funnel. */
    record Stage(
            String stage,
            long count,
            @Nullable Long visitors,
            @Nullable Double rate) {}

    /** From looking around to a booking that was kept. */
    record OfFunnel(String from, String to, List<Stage> stages) {
        static OfFunnel of(Funnel funnel, String from, String to) {
            Totals totals = funnel.totals();
            long[] counts = {
                funnel.listed(),
                funnel.viewed(),
                totals.attempts(),
                totals.ordered(),
                totals.times(Happening.CHARGED),
                totals.kept()
            };
            List<String> names = List.of("views", "detail", "attempts", "holds", "bookings", "kept");
            VisitorStage[] stages = VisitorStage.values();
            return new OfFunnel(
                    from,
                    to,
                    IntStream.range(0, counts.length)
                            .mapToObj(i -> new Stage(
                                    names.get(i),
                                    Math.max(0, counts[i]),
                                    i < stages.length ? funnel.visitors(stages[i]) : null,
                                    i == 0
                                            ? null
                                            : Rounded.share(
                                                    Math.max(0, Math.min(counts[i], counts[i - 1])), counts[i - 1])))
                            .toList());
        }
    }

    /** Customers of one month, and how many of them came back. */
    record OfCohort(String month, long customers, List<Long> active, List<Double> retention) {
        static OfCohort of(Retention.Cohort cohort) {
            return new OfCohort(
                    cohort.month().toString(),
                    cohort.customers(),
                    cohort.active(),
                    cohort.customers() == 0
                            ? List.of()
                            : cohort.active().stream()
                                    .map(active -> Rounded.rounded((double) active / cohort.customers()))
                                    .toList());
        }
    }

    /** All cohorts. */
    record OfRetention(Instant at, List<OfCohort> cohorts) {
        static OfRetention of(Retention retention) {
            return new OfRetention(
                    retention.at(),
                    retention.cohorts().stream().map(OfCohort::of).toList());
        }
    }

    /** What became of those who found too few seats. */
    record OfWaitlist(
            @Nullable Double joinRate,
            @Nullable Double acceptanceRate,
            @Nullable Double recaptureRate,
            long refusedRequests,
            long joins,
            long offers,
            long offersAccepted,
            long offersDeclined,
            long offersLapsed,
            long seatsReturned,
            long seatsRecaptured) {
        static OfWaitlist of(WaitlistConversion conversion) {
            Totals totals = conversion.totals();
            return new OfWaitlist(
                    Rounded.rounded(conversion.joinRate()),
                    Rounded.rounded(conversion.acceptanceRate()),
                    Rounded.rounded(conversion.recaptureRate()),
                    totals.times(Happening.REFUSED),
                    totals.times(Happening.JOINED),
                    totals.times(Happening.OFFERED),
                    totals.times(Happening.ACCEPTED),
                    totals.times(Happening.DECLINED),
                    totals.times(Happening.LAPSED),
                    conversion.seatsReturned(),
                    totals.seats(Happening.ACCEPTED));
        }
    }
}
