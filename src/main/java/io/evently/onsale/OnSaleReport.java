package io.evently.onsale;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells people how the on-sale goes. Any thread may. */
final class OnSaleReport {
    private static final int SHOWN_FINDINGS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;
    private Tally.Progress last = new Tally.Progress(0, 0, 0, 0, 0);

    OnSaleReport(PrintWriter out) {
        this.out = out;
    }

    void plan(OnSalePlan plan) {
        String quantity = plan.minQuantity() == plan.maxQuantity()
                ? amount(plan.minQuantity(), "seat")
                : plan.minQuantity() + " to " + plan.maxQuantity() + " seats";
        line(
                "On-sale of %s with %s each: %s for %s each, from %s over %s",
                amount(plan.events(), "event"),
                amount(plan.seats(), "seat"),
                amount(plan.requests(), "request"),
                quantity,
                amount(plan.users(), "user"),
                amount(plan.connections(), "connection"));
        line("against %s", plan.nodes().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    void prepared(Stage stage, long nanos) {
        line(
                "Ready after %.1f s: %s imported, %s put on sale",
                nanos / NANOS_PER_SECOND,
                amount(stage.buyers().size(), "user"),
                amount(stage.eventIds().size(), "event"));
        line("");
    }

    /** The rate is that since the last call. */
    synchronized void progress(Tally.Progress progress) {
        line(
                "%4.0f s  %,9d done  %,9d sold  %,9d refused  %,7d errors  %,7d unknown  %,8.0f/s",
                progress.nanos() / NANOS_PER_SECOND,
                progress.done(),
                progress.sold(),
                progress.refused(),
                progress.failed(),
                progress.unknown(),
                rate(progress.done() - last.done(), progress.nanos() - last.nanos()));
        last = progress;
    }

    void played(OnSalePlan plan, Tallied tallied) {
        line("");
        line(
                "Requests     %,9d in %.2f s, %,.0f per second",
                plan.requests(), tallied.nanos() / NANOS_PER_SECOND, rate(plan.requests(), tallied.nanos()));
        line(
                "Sold         %,9d bookings of %,d seats, the last after %.2f s: %,.0f bookings per second till then",
                tallied.sales().size(),
                tallied.seatsSold(),
                tallied.soldNanos() / NANOS_PER_SECOND,
                rate(tallied.sales().size(), tallied.soldNanos()));
        line("Refused      %,9d", tallied.refused());
        line("Errors       %,9d%s", tallied.failed(), reasons(tallied.errors()));
        line("Unknown      %,9d%s", tallied.unknown().size(), reasons(tallied.unknownReasons()));
        line("Deferred     %,9d%s", sum(tallied.deferred()), reasons(tallied.deferred()));
        line("Sent again   %,9d", tallied.resent());
        Latency latency = tallied.latency();
        line(
                "Latency      p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms",
                latency.p50(), latency.p95(), latency.p99(), latency.max());
        line("Silence      %.2f s between two answers at most", tallied.longestSilence() / NANOS_PER_SECOND);
    }

    void settling(Duration wait) {
        line("Waiting %d s until requests without an answer have surely ended", wait.toSeconds());
    }

    void checked(Played played) {
        Reconciliation found = played.reconciliation();
        line(
                "Database     %,9d confirmed bookings; of %,d seats %,d are sold, %,d left",
                found.confirmed(), found.capacity(), found.seatsSold(), found.left());
        if (!played.tallied().unknown().isEmpty()) {
            line("             %,9d of the unknown are booked", found.unknownBooked());
        }
        line("Promises     %s", found.right() ? "all kept" : found.findings().size() + " broken:");
        found.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> line("  - %s", finding));
        line(
                "Invariants   %s",
                played.violations().isEmpty() ? "all hold" : played.violations().size() + " violations:");
        played.violations().stream().limit(SHOWN_FINDINGS).forEach(violation -> line("  - %s", violation));
        line("");
        line("%s", played.verdict().sentence());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    private static String reasons(Map<String, Integer> counted) {
        return counted.isEmpty()
                ? ""
                : new TreeMap<>(counted)
                        .entrySet().stream()
                                .map(reason -> reason.getValue() + " x " + reason.getKey())
                                .collect(Collectors.joining(", ", "  (", ")"));
    }

    private static int sum(Map<String, Integer> counted) {
        return counted.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String amount(int count, String thing) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? thing : thing + 's');
    }

    static double rate(int count, long nanos) {
        return nanos <= 0 ? 0 : count * NANOS_PER_SECOND / nanos;
    }
}
