package io.evently.analytics;

import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks this node's analytics. Safe for all threads. */
public final class AnalyticsClient {
    /** As long as reading all bookings may take. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private final TypedBus bus;

    public AnalyticsClient(TypedBus bus) {
        this.bus = bus;
    }

    public Future<Overview> overview() {
        return bus.ask(AnalyticsEndpoints.OVERVIEW, new ReadOverview());
    }

    public Future<EventFiguresLookup> event(UUID eventId) {
        return bus.ask(AnalyticsEndpoints.EVENT, new ReadEventFigures(eventId));
    }

    /** Day by day, UTC, both ends included. */
    public Future<Days> days(LocalDate from, LocalDate to) {
        return bus.ask(AnalyticsEndpoints.DAYS, new ReadDays(from, to));
    }

    public Future<Realtime> realtime(int minutes) {
        return bus.ask(AnalyticsEndpoints.REALTIME, new ReadRealtime(minutes));
    }

    /** Over some days, UTC, both ends included. */
    public Future<Funnel> funnel(LocalDate from, LocalDate to) {
        return bus.ask(AnalyticsEndpoints.FUNNEL, new ReadFunnel(from, to));
    }

    /** Reads what every customer ever bought, unless that was done lately: may take some seconds. */
    public Future<Retention> retention(int months) {
        return bus.ask(AnalyticsEndpoints.RETENTION, new ReadRetention(months), LONG);
    }

    /** Reads what every customer ever bought, unless that was done lately: may take some seconds. */
    public Future<Segments> segments() {
        return bus.ask(AnalyticsEndpoints.SEGMENTS, new ReadSegments(), LONG);
    }

    public Future<WaitlistConversion> waitlist() {
        return bus.ask(AnalyticsEndpoints.WAITLIST, new ReadWaitlistConversion());
    }

    public Future<BookingPortion> bookings(int shard, @Nullable UUID eventId, UUID after) {
        return bus.ask(AnalyticsEndpoints.BOOKING_PORTION, new ReadBookingPortion(shard, eventId, after));
    }

    public Future<AttendeePortion> attendees(UUID eventId, UUID after) {
        return bus.ask(AnalyticsEndpoints.ATTENDEE_PORTION, new ReadAttendeePortion(eventId, after));
    }

    /** Makes all sums anew from what they are sums of; may take minutes. */
    public Future<Rebuilt> rebuild() {
        return bus.ask(AnalyticsEndpoints.REBUILD, new Rebuild(), LONG);
    }
}
