package io.evently.onsale;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evently.invariants.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run for machines: the figures of the report in one JSON object. Times in seconds, latencies in milliseconds. */
record OnSaleResult(
        String verdict,
        int exitCode,
        OnSalePlan plan,
        double seconds,
        double requestsPerSecond,
        int sold,
        long seatsSold,
        double secondsToLastSale,
        double bookingsPerSecond,
        int refused,
        int errors,
        Map<String, Integer> errorReasons,
        int unknown,
        Map<String, Integer> unknownReasons,
        Map<String, Integer> deferred,
        int sentAgain,
        double longestSilence,
        Latency latencyMs,
        Reconciliation database,
        List<String> violations) {

    private static final double NANOS_PER_SECOND = 1e9;

    static OnSaleResult of(Played played) {
        Tallied tallied = played.tallied();
        return new OnSaleResult(
                played.verdict().name(),
                played.verdict().exitCode(),
                played.plan(),
                tallied.nanos() / NANOS_PER_SECOND,
                OnSaleReport.rate(played.plan().requests(), tallied.nanos()),
                tallied.sales().size(),
                tallied.seatsSold(),
                tallied.soldNanos() / NANOS_PER_SECOND,
                OnSaleReport.rate(tallied.sales().size(), tallied.soldNanos()),
                tallied.refused(),
                tallied.failed(),
                tallied.errors(),
                tallied.unknown().size(),
                tallied.unknownReasons(),
                tallied.deferred(),
                tallied.resent(),
                tallied.longestSilence() / NANOS_PER_SECOND,
                tallied.latency(),
                played.reconciliation(),
                played.violations().stream().map(Violation::toString).toList());
    }

    /** @throws CannotRunException when the file cannot be written */
    void write(Path file) {
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        try {
            Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (IOException e) {
            throw new CannotRunException("The result cannot be written to " + file + ": " + e.getMessage() + '.', e);
        }
    }
}
