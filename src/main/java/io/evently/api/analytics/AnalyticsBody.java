package io.evently.api.analytics;

import io.evently.analytics.Days;
import io.evently.analytics.EventFigures;
import io.evently.analytics.Happening;
import io.evently.analytics.Overview;
import io.evently.analytics.Realtime;
import io.evently.analytics.Sales;
import io.evently.analytics.ServiceFigures;
import io.evently.analytics.Totals;
import io.evently.catalog.PopularEvent;
import io.evently.money.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Figures as a client reads them. What they mean is in docs/analytics.md. */
final class AnalyticsBody {
    private static final int PERCENT = 100;
    private static final double HUNDREDTHS = 100;
    private static final double SECONDS_PER_HOUR = 3_600;

    private AnalyticsBody() {}

    /** Money of one currency. */
    record Revenue(
            String currency, BigDecimal revenue, BigDecimal charged, BigDecimal refunded, long bookings, long seats) {
        static Revenue of(Sales sales) {
            return new Revenue(
                    sales.currency(),
                    Amount.exact(sales.revenue()),
                    Amount.exact(sales.charged()),
                    Amount.exact(sales.refunded()),
                    sales.kept(),
                    sales.seatsKept());
        }

        static List<Revenue> of(Totals totals) {
            return totals.sales().stream().map(Revenue::of).toList();
        }

        /** The only amount there is; nothing where nothing was sold, null where there are several currencies. */
        static @Nullable BigDecimal single(List<Revenue> revenue) {
            return switch (revenue.size()) {
                case 0 -> Amount.exact(BigDecimal.ZERO);
                case 1 -> revenue.get(0).revenue();
                default -> null;
            };
        }

        static @Nullable String currency(List<Revenue> revenue) {
            return revenue.size() == 1 ? revenue.get(0).currency() : null;
        }
    }

    /** The whole installation. */
    record Overall(
            long totalEvents,
            long totalBookings,
            @Nullable BigDecimal totalRevenue,
            @Nullable String currency,
            List<Revenue> revenueByCurrency,
            @Nullable Double bookingSuccessRate,
            @Nullable Double averageResponseTime,
            @Nullable Double cacheHitRatio,
            @Nullable Long activeUsers) {
        static Overall of(Overview overview) {
            Totals totals = overview.totals();
            List<Revenue> revenue = Revenue.of(totals);
            ServiceFigures service = overview.service();
            return new Overall(
                    overview.events(),
                    totals.kept(),
                    Revenue.single(revenue),
                    Revenue.currency(revenue),
                    revenue,
                    Rounded.rounded(service.bookingSuccessRate()),
                    Rounded.millis(service.averageMillis()),
                    Rounded.rounded(service.cacheHitRatio()),
                    overview.activeUsers());
        }
    }

    /** One event. */
    record OfEvent(
            UUID eventId,
            long totalBookings,
            @Nullable BigDecimal revenue,
            @Nullable String currency,
            List<Revenue> revenueByCurrency,
            double capacityUtilization,
            int capacity,
            int seatsSold,
            int seatsHeld,
            double bookingVelocity,
            int waitlistSize,
            @Nullable Double conversionRate,
            @Nullable Double viewConversionRate,
            @Nullable Instant peakBookingTime,
            long attempts,
            long refusedRequests,
            long refusedSeats,
            long holds,
            long holdsConfirmed,
            long holdsExpired,
            long holdsGivenUp,
            long bookings,
            long cancellations,
            long waitlistJoins,
            long offers,
            long offersAccepted,
            long views) {
        static OfEvent of(EventFigures figures, Instant now) {
            Totals totals = figures.totals();
            List<Revenue> revenue = Revenue.of(totals);
            long booked = totals.times(Happening.CHARGED);
            return new OfEvent(
                    figures.eventId(),
                    totals.kept(),
                    Revenue.single(revenue),
                    revenue.isEmpty() ? figures.currency() : Revenue.currency(revenue),
                    revenue,
                    Rounded.rounded((double) figures.seatsSold() / figures.capacity()),
                    figures.capacity(),
                    figures.seatsSold(),
                    figures.seatsHeld(),
                    velocity(figures, now),
                    figures.waiting(),
                    Rounded.share(booked, totals.attempts()),
                    figures.views() == 0 ? null : Rounded.share(Math.min(booked, figures.views()), figures.views()),
                    figures.peakHour(),
                    totals.attempts(),
                    totals.times(Happening.REFUSED),
                    totals.seats(Happening.REFUSED),
                    totals.times(Happening.HELD),
                    totals.times(Happening.HOLD_KEPT),
                    totals.times(Happening.HOLD_EXPIRED),
                    totals.times(Happening.HOLD_GIVEN_UP),
                    booked,
                    totals.returned(),
                    totals.times(Happening.JOINED),
                    totals.times(Happening.OFFERED),
                    totals.times(Happening.ACCEPTED),
                    figures.views());
        }

        // Of an event that is younger than these hours, since it is there; never of less than an hour.
        private static double velocity(EventFigures figures, Instant now) {
            double age = Duration.between(figures.createdAt(), now).toSeconds() / SECONDS_PER_HOUR;
            double hours = Math.max(1, Math.min(EventFigures.VELOCITY_HOURS, age));
            return Math.round(HUNDREDTHS * figures.bookedLately() / hours) / HUNDREDTHS;
        }
    }

    /** What the nodes did lately. */
    record Performance(
            @Nullable Double avgResponseMs,
            @Nullable Double cacheHitRatio,
            @Nullable Double bookingSuccessRate,
            long requests,
            long failures) {
        static Performance of(ServiceFigures service) {
            Double hits = service.cacheHitRatio();
            return new Performance(
                    Rounded.millis(service.averageMillis()),
                    hits == null ? null : Rounded.rounded(PERCENT * hits),
                    Rounded.rounded(service.bookingSuccessRate()),
                    service.requests(),
                    service.failures());
        }
    }

    /** One day. */
    record OnDay(String day, long bookings, long cancellations, List<Revenue> revenueByCurrency) {
        static List<OnDay> of(Days days) {
            return days.days().stream()
                    .map(day -> new OnDay(
                            day.day().toString(),
                            day.totals().times(Happening.CHARGED),
                            day.totals().returned(),
                            Revenue.of(day.totals())))
                    .toList();
        }
    }

    /** One minute. */
    record InMinute(
            Instant minute,
            long requests,
            long failures,
            @Nullable Double averageResponseTime,
            long holds,
            long bookings,
            long seats,
            long cancellations,
            long refusedRequests,
            List<Revenue> revenueByCurrency) {
        static InMinute of(Realtime.Minute minute) {
            Totals totals = minute.totals();
            return new InMinute(
                    minute.begins(),
                    minute.service().requests(),
                    minute.service().failures(),
                    Rounded.millis(minute.service().averageMillis()),
                    totals.times(Happening.HELD),
                    totals.times(Happening.CHARGED),
                    totals.seats(Happening.CHARGED),
                    totals.returned(),
                    totals.times(Happening.REFUSED),
                    Revenue.of(totals));
        }
    }

    /** The last minutes. */
    record Live(Instant at, long bookings, long seats, List<Revenue> revenueByCurrency, List<InMinute> minutes) {
        static Live of(Realtime realtime) {
            Totals totals = Totals.of(realtime.minutes().stream()
                    .flatMap(minute -> minute.tallies().stream())
                    .toList());
            return new Live(
                    realtime.at(),
                    totals.times(Happening.CHARGED),
                    totals.seats(Happening.CHARGED),
                    Revenue.of(totals),
                    realtime.minutes().stream().map(InMinute::of).toList());
        }
    }

    /** The three figures that stand first. */
    record Headline(
            long totalEvents,
            long totalBookings,
            @Nullable BigDecimal totalRevenue,
            @Nullable String currency,
            List<Revenue> revenueByCurrency,
            @Nullable Long activeUsers) {
        static Headline of(Overview overview) {
            Overall all = Overall.of(overview);
            return new Headline(
                    all.totalEvents(),
                    all.totalBookings(),
                    all.totalRevenue(),
                    all.currency(),
                    all.revenueByCurrency(),
                    all.activeUsers());
        }
    }

    /** An event that many want; {@code totalBookings} counts seats, as in the list of popular events. */
    record TopEvent(UUID id, String name, int totalBookings, BigDecimal bookingRate, BigDecimal popularityScore) {
        static TopEvent of(PopularEvent event) {
            return new TopEvent(event.eventId(), event.name(), event.seatsSold(), event.bookingRate(), event.score());
        }
    }

    /** Everything at one glance. */
    record Dashboard(
            Headline overview,
            Performance performance,
            Live realtime,
            ConversionBody.OfFunnel funnel,
            List<OnDay> salesByDay,
            ConversionBody.OfWaitlist waitlist,
            List<TopEvent> topEvents,
            PredictiveBody.@Nullable All predictive) {}
}
