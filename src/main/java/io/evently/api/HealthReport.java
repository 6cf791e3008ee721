package io.evently.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code /health}. */
record HealthReport(
        Status status,
        String service,
        Instant timestamp,
        double uptime,
        Database database,
        Redis redis,
        RateLimits rateLimits,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Disk disk,
        Memory memory,
        Node node) {

    enum Status {
        OK,
        DEGRADED,
        UNAVAILABLE
    }

    enum Database {
        @JsonProperty("connected")
        CONNECTED,
        @JsonProperty("degraded")
        DEGRADED,
        @JsonProperty("disconnected")
        DISCONNECTED
    }

    enum Redis {
        @JsonProperty("connected")
        CONNECTED,
        @JsonProperty("disconnected")
        DISCONNECTED
    }

    enum RateLimits {
        @JsonProperty("shared")
        SHARED,
        @JsonProperty("local")
        LOCAL,
        @JsonProperty("off")
        OFF;

        static RateLimits of(HealthChecks.Limits limits) {
            return switch (limits) {
                case SHARED -> SHARED;
                case LOCAL -> LOCAL;
                case OFF -> OFF;
            };
        }
    }

    enum Disk {
        @JsonProperty("ok")
        OK,
        @JsonProperty("nearly_full")
        NEARLY_FULL;

        static @Nullable Disk of(Optional<Boolean> nearlyFull) {
            return nearlyFull.map(full -> full ? NEARLY_FULL : OK).orElse(null);
        }
    }

    /** Heap of the process: used, and the most that it may use. */
    record Memory(String used, String total) {
        private static final double BYTES_PER_MEGABYTE = 1024.0 * 1024.0;

        static Memory now() {
            Runtime runtime = Runtime.getRuntime();
            return new Memory(megabytes(runtime.totalMemory() - runtime.freeMemory()), megabytes(runtime.maxMemory()));
        }

        private static String megabytes(long bytes) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MEGABYTE);
        }
    }

    record Node(String id, int clusterMembers) {}
}
