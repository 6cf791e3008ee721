package io.evently.api.analytics;

import io.evently.analytics.AnalyticsClient;
import io.evently.analytics.AttendeePortion;
import io.evently.analytics.BookingPortion;
import io.evently.analytics.Days;
import io.evently.analytics.Sales;
import io.evently.http.ApiJson;
import io.evently.http.Call;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.money.Amount;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /analytics/exports}: bookings, attendees and sales as comma-separated values, for administrators. */
public final class ExportRoutes implements Routes {
    private static final UUID LOWEST = new UUID(0, 0);
    private static final int USUAL_DAYS = 30;

    private final AnalyticsClient analytics;
    private final int shards;
    private final Clock clock;

    /** @param shards how many there are */
    public ExportRoutes(AnalyticsClient analytics, int shards, Clock clock) {
        this.analytics = analytics;
        this.shards = shards;
        this.clock = clock;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("exportBookings", this::bookings)
                .on("exportAttendees", this::attendees)
                .on("exportSales", this::sales);
    }

    private Future<Reply> bookings(Call call) {
        UUID event = call.query("event_id").map(UUID::fromString).orElse(null);
        if (event == null) {
            return Future.succeededFuture(bookings(new Bookings(null, 0, shards - 1)));
        }
        OptionalInt shard = Ids.shardOf(event, shards);
        if (shard.isEmpty()) {
            return unknownEvent();
        }
        return analytics
                .event(event)
                .map(lookup -> lookup.found().isPresent()
                        ? bookings(new Bookings(event, shard.getAsInt(), shard.getAsInt()))
                        : Reply.problem(Problem.notFound("Event not found")));
    }

    private static Reply bookings(Bookings source) {
        return csv(
                "bookings.csv",
                List.of(
                        "booking_id",
                        "reference",
                        "event_id",
                        "user_id",
                        "quantity",
                        "unit_price",
                        "total",
                        "currency",
                        "status",
                        "created_at",
                        "updated_at"),
                source);
    }

    private Future<Reply> attendees(Call call) {
        UUID event = call.query("event_id")
                .map(UUID::fromString)
                .orElseThrow(() -> new RefusedException(Problem.validation("event_id", "is required")));
        return analytics
                .attendees(event, LOWEST)
                .map(rows -> rows.known()
                        ? csv(
                                "attendees.csv",
                                List.of("booking_id", "reference", "user_id", "name", "email", "quantity", "booked_at"),
                                new Attendees(event, rows))
                        : Reply.problem(Problem.notFound("Event not found")));
    }

    private Future<Reply> sales(Call call) {
        DayRange range = DayRange.of(call, clock.instant(), USUAL_DAYS);
        return analytics.days(range.from(), range.to()).map(days -> {
            Buffer rows = Buffer.buffer();
            days.days().forEach(day -> day.totals().sales().forEach(sales -> row(rows, day, sales)));
            Buffer all = header(List.of(
                    "day",
                    "currency",
                    "bookings",
                    "seats",
                    "charged",
                    "cancellations",
                    "seats_returned",
                    "refunded",
                    "revenue"));
            return named(Reply.raw(Csv.CONTENT_TYPE, all.appendBuffer(rows)), "sales.csv");
        });
    }

    private static void row(Buffer out, Days.Day day, Sales sales) {
        Csv.row(
                out,
                List.of(
                        day.day().toString(),
                        sales.currency(),
                        Long.toString(sales.bookings()),
                        Long.toString(sales.seats()),
                        amount(sales.charged()),
                        Long.toString(sales.returned()),
                        Long.toString(sales.seatsReturned()),
                        amount(sales.refunded()),
                        amount(sales.revenue())));
    }

    private static Future<Reply> unknownEvent() {
        return Future.succeededFuture(Reply.problem(Problem.notFound("Event not found")));
    }

    private static Reply csv(String name, List<String> columns, Supplier<Future<Optional<Buffer>>> source) {
        return named(Reply.stream(Csv.CONTENT_TYPE, new CsvStream(header(columns), source), () -> {}), name);
    }

    private static Reply named(Reply reply, String name) {
        return reply.header("Content-Disposition", "attachment; filename=\"" + name + '"');
    }

    private static Buffer header(List<String> columns) {
        Buffer out = Buffer.buffer();
        Csv.row(out, columns);
        return out;
    }

    private static String amount(BigDecimal amount) {
        return Amount.exact(amount).toPlainString();
    }

    /** Bookings of one event, or of one shard after the other. */
    private final class Bookings implements Supplier<Future<Optional<Buffer>>> {
        private final @Nullable UUID event;
        private final int last;
        private int shard;
        private UUID after = LOWEST;

        Bookings(@Nullable UUID event, int first, int last) {
            this.event = event;
            this.shard = first;
            this.last = last;
        }

        @Override
        public Future<Optional<Buffer>> get() {
            if (shard > last) {
                return Future.succeededFuture(Optional.empty());
            }
            return analytics.bookings(shard, event, after).compose(portion -> {
                List<BookingPortion.Row> rows = portion.rows();
                if (rows.isEmpty()) {
                    shard++;
                    after = LOWEST;
                    return get();
                }
                after = rows.get(rows.size() - 1).bookingId();
                Buffer out = Buffer.buffer();
                rows.forEach(row -> Csv.row(
                        out,
                        List.of(
                                row.bookingId().toString(),
                                row.reference(),
                                row.eventId().toString(),
                                row.userId().toString(),
                                Integer.toString(row.quantity()),
                                amount(row.unitPrice()),
                                amount(row.total()),
                                row.currency(),
                                row.status(),
                                ApiJson.render(row.createdAt()),
                                ApiJson.render(row.updatedAt()))));
                return Future.succeededFuture(Optional.of(out));
            });
        }
    }

    /** Those who will come to one event. */
    private final class Attendees implements Supplier<Future<Optional<Buffer>>> {
        private final UUID event;
        private @Nullable AttendeePortion ready;
        private UUID after = LOWEST;

        /** @param ready the first portion */
        Attendees(UUID event, AttendeePortion ready) {
            this.event = event;
            this.ready = ready;
        }

        @Override
        public Future<Optional<Buffer>> get() {
            AttendeePortion first = ready;
            ready = null;
            return (first == null ? analytics.attendees(event, after) : Future.succeededFuture(first))
                    .map(this::written);
        }

        private Optional<Buffer> written(AttendeePortion portion) {
            List<AttendeePortion.Row> rows = portion.rows();
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            after = rows.get(rows.size() - 1).bookingId();
            Buffer out = Buffer.buffer();
            rows.forEach(row -> Csv.row(
                    out,
                    List.of(
                            row.bookingId().toString(),
                            row.reference(),
                            row.userId().toString(),
                            row.name(),
                            row.email(),
                            Integer.toString(row.quantity()),
                            ApiJson.render(row.createdAt()))));
            return Optional.of(out);
        }
    }
}
