package io.evently.http.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Times requests by operation and status: both come from the document, so the number of series is bounded. */
public final class HttpMetrics {
    /** The operation of requests that no route answers. */
    static final String NO_OPERATION = "none";

    private record Series(String operation, int status) {}

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operation, int status, long nanos) {
        timers.computeIfAbsent(new Series(operation, status), this::timer).record(Duration.ofNanos(nanos));
    }

    private Timer timer(Series series) {
        return Timer.builder("evently.http.requests")
                .description("Answered HTTP requests")
                .tag("operation", series.operation())
                .tag("status", Integer.toString(series.status()))
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(80),
                        Duration.ofMillis(120),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
