package io.evently.api;

import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How this node is, what the API offers, and its document. */
public final class SystemRoutes implements Routes {
    private static final String SERVICE = "Evently Booking System";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final double MS_PER_SECOND = 1_000.0;
    private static final List<String> FEATURES = List.of(
            "Events with filters, popularity and conditional requests",
            "Bookings without overselling, under a distributed lock per event",
            "Holds that lapse by themselves",
            "Waitlists that offer seats as they come back, to the one who is next",
            "Notifications with preferences, broadcasts, an audit of every attempt and a second chance for dead letters",
            "Prices that follow demand within limits, with reasons and history",
            "Analytics, customer segments and forecasts that say how right they were",
            "An audit log of who changed what",
            "Idempotency keys for safe repetition",
            "PostgreSQL in 4 shards by event",
            "Accounts with roles, tiers and revocable tokens");

    private final Vertx vertx;
    private final HealthChecks checks;
    private final HealthProbe probe;
    private final Supplier<String> metrics;
    private final Insiders insiders;
    private final Clock clock;
    private final PublishedDocument document = PublishedDocument.openApi();

    /**
     * @param metrics renders all meters in the Prometheus text format; called on a worker thread
     * @param insiders who sees the metrics and more than the status
     */
    public SystemRoutes(Vertx vertx, HealthChecks checks, Supplier<String> metrics, Insiders insiders, Clock clock) {
        this.vertx = vertx;
        this.checks = checks;
        this.probe = new HealthProbe(checks);
        this.metrics = metrics;
        this.insiders = insiders;
        this.clock = clock;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("getHealth", this::health)
                .on("getLiveness", call -> Future.succeededFuture(probe(true)))
                .on("getReadiness", this::readiness)
                .on("getApiInfo", call -> Future.succeededFuture(Reply.ok(apiInfo())))
                .on("getOpenApi", call -> Future.succeededFuture(document.reply(call.header("If-None-Match"))))
                .on("getAsyncApi", this::asyncApi)
                .on("getMetrics", this::metrics);
    }

    private Future<Reply> health(Call call) {
        return probe.ask().map(findings -> {
            HealthReport.Disk disk = HealthReport.Disk.of(checks.diskNearlyFull());
            HealthChecks.Limits limits = checks.limits();
            HealthReport.Status status = status(findings, disk, limits);
            int code = status == HealthReport.Status.UNAVAILABLE ? 503 : 200;
            if (!insiders.include(call)) {
                return Reply.of(code, Map.of("status", status));
            }
            HealthReport report = new HealthReport(
                    status,
                    SERVICE,
                    clock.instant(),
                    ManagementFactory.getRuntimeMXBean().getUptime() / MS_PER_SECOND,
                    findings.database(),
                    findings.redis(),
                    HealthReport.RateLimits.of(limits),
                    disk,
                    HealthReport.Memory.now(),
                    new HealthReport.Node(checks.nodeId(), checks.clusterMembers()));
            return Reply.of(code, report);
        });
    }

    private Future<Reply> readiness(Call call) {
        return checks.accepting()
                ? probe.ask().map(findings -> probe(findings.database() != HealthReport.Database.DISCONNECTED))
                : Future.succeededFuture(probe(false));
    }

    private Future<Reply> asyncApi(Call call) {
        return vertx.executeBlocking(
                () -> PublishedDocument.asyncApi().reply(call.header("If-None-Match"), call.header("Host")));
    }

    // Off the event loop: with many meters the text takes its milliseconds.
    private Future<Reply> metrics(Call call) {
        if (!insiders.include(call)) {
            return Future.succeededFuture(Reply.problem(
                    call.optionalCaller().isPresent() ? Problem.adminRequired() : Problem.authenticationRequired()));
        }
        return vertx.executeBlocking(() -> Buffer.buffer(metrics.get())).map(text -> Reply.raw(PROMETHEUS, text));
    }

    private Envelope apiInfo() {
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("auth", "/api/v1/auth");
        endpoints.put("events", "/api/v1/events");
        endpoints.put("bookings", "/api/v1/bookings");
        endpoints.put("waitlist", "/api/v1/waitlist");
        endpoints.put("pricing", "/api/v1/pricing");
        endpoints.put("notifications", "/api/v1/notifications");
        endpoints.put("analytics", "/api/v1/analytics");
        endpoints.put("audit", "/api/v1/audit");
        endpoints.put("openapi", "/api/v1/openapi.json");
        endpoints.put("asyncapi", "/api/v1/asyncapi.json");
        endpoints.put("docs", "/docs");
        endpoints.put("health", "/health");
        endpoints.put("metrics", "/metrics");
        return Envelope.success()
                .and("service", "Evently Booking API")
                .and("version", document.version())
                .and("endpoints", endpoints)
                .and("features", FEATURES);
    }

    private static HealthReport.Status status(
            HealthProbe.Findings findings, HealthReport.@Nullable Disk disk, HealthChecks.Limits limits) {
        if (findings.database() == HealthReport.Database.DISCONNECTED) {
            return HealthReport.Status.UNAVAILABLE;
        }
        return findings.database() == HealthReport.Database.CONNECTED
                        && findings.redis() == HealthReport.Redis.CONNECTED
                        && disk != HealthReport.Disk.NEARLY_FULL
                        && limits != HealthChecks.Limits.LOCAL
                ? HealthReport.Status.OK
                : HealthReport.Status.DEGRADED;
    }

    private static Reply probe(boolean good) {
        return Reply.of(good ? 200 : 503, Map.of("status", good ? "OK" : "UNAVAILABLE"));
    }
}
