package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What waitlists answer, asked {@code at} the shard of the event. */
public final class WaitlistEndpoints {
    public static final Endpoint<JoinWaitlist, JoinOutcome> JOIN =
            new Endpoint<>("waitlist.join", JoinWaitlist.class, JoinOutcome.class);
    public static final Endpoint<LeaveWaitlist, LeaveOutcome> LEAVE =
            new Endpoint<>("waitlist.leave", LeaveWaitlist.class, LeaveOutcome.class);
    public static final Endpoint<FindEntry, EntryLookup> FIND =
            new Endpoint<>("waitlist.find", FindEntry.class, EntryLookup.class);
    public static final Endpoint<ListEntries, EntriesLookup> LIST =
            new Endpoint<>("waitlist.list", ListEntries.class, EntriesLookup.class);
    public static final Endpoint<ReadStats, StatsLookup> STATS =
            new Endpoint<>("waitlist.stats", ReadStats.class, StatsLookup.class);
    public static final Endpoint<ProcessWaitlist, ProcessOutcome> PROCESS =
            new Endpoint<>("waitlist.process", ProcessWaitlist.class, ProcessOutcome.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            JoinWaitlist.class,
            JoinOutcome.class,
            LeaveWaitlist.class,
            LeaveOutcome.class,
            FindEntry.class,
            EntryLookup.class,
            ListEntries.class,
            EntriesLookup.class,
            ReadStats.class,
            StatsLookup.class,
            ProcessWaitlist.class,
            ProcessOutcome.class);

    private WaitlistEndpoints() {}
}
