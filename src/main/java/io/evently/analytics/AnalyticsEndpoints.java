package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What analytics answer. */
public final class AnalyticsEndpoints {
    public static final Endpoint<ReadOverview, Overview> OVERVIEW =
            new Endpoint<>("analytics.overview", ReadOverview.class, Overview.class);
    public static final Endpoint<ReadEventFigures, EventFiguresLookup> EVENT =
            new Endpoint<>("analytics.event", ReadEventFigures.class, EventFiguresLookup.class);
    public static final Endpoint<ReadDays, Days> DAYS = new Endpoint<>("analytics.days", ReadDays.class, Days.class);
    public static final Endpoint<ReadRealtime, Realtime> REALTIME =
            new Endpoint<>("analytics.realtime", ReadRealtime.class, Realtime.class);
    public static final Endpoint<ReadFunnel, Funnel> FUNNEL =
            new Endpoint<>("analytics.funnel", ReadFunnel.class, Funnel.class);
    public static final Endpoint<ReadSegments, Segments> SEGMENTS =
            new Endpoint<>("analytics.segments", ReadSegments.class, Segments.class);
    public static final Endpoint<ReadRetention, Retention> RETENTION =
            new Endpoint<>("analytics.retention", ReadRetention.class, Retention.class);
    public static final Endpoint<ReadWaitlistConversion, WaitlistConversion> WAITLIST =
            new Endpoint<>("analytics.waitlist", ReadWaitlistConversion.class, WaitlistConversion.class);
    public static final Endpoint<ReadBookingPortion, BookingPortion> BOOKING_PORTION =
            new Endpoint<>("analytics.booking-portion", ReadBookingPortion.class, BookingPortion.class);
    public static final Endpoint<ReadAttendeePortion, AttendeePortion> ATTENDEE_PORTION =
            new Endpoint<>("analytics.attendee-portion", ReadAttendeePortion.class, AttendeePortion.class);
    public static final Endpoint<Rebuild, Rebuilt> REBUILD =
            new Endpoint<>("analytics.rebuild", Rebuild.class, Rebuilt.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            ReadOverview.class,
            Overview.class,
            ReadEventFigures.class,
            EventFiguresLookup.class,
            ReadDays.class,
            Days.class,
            ReadRealtime.class,
            Realtime.class,
            ReadFunnel.class,
            Funnel.class,
            ReadSegments.class,
            Segments.class,
            ReadRetention.class,
            Retention.class,
            ReadWaitlistConversion.class,
            WaitlistConversion.class,
            ReadBookingPortion.class,
            BookingPortion.class,
            ReadAttendeePortion.class,
            AttendeePortion.class,
            Rebuild.class,
            Rebuilt.class);

    private AnalyticsEndpoints() {}
}
