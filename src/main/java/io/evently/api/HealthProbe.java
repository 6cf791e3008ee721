package io.evently.api;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the databases and Redis. Callers within half a second share one round of questions, so that the unprotected
 * health endpoints cannot be used to load the databases. Belongs to one event loop.
 */
final class HealthProbe {
    private static final long BOUND_MS = 1_000;
    private static final long SHARED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    record Findings(HealthReport.Database database, HealthReport.Redis redis) {}

    private final HealthChecks checks;
    private @Nullable Future<Findings> latest;
    private long askedNanos;

    HealthProbe(HealthChecks checks) {
        this.checks = checks;
    }

    /** Never fails: what does not answer within a second is reported as disconnected. */
    Future<Findings> ask() {
        Future<Findings> shared = latest;
        if (shared != null && (!shared.isComplete() || System.nanoTime() - askedNanos < SHARED_NANOS)) {
            return shared;
        }
        askedNanos = System.nanoTime();
        Future<Findings> asked = askAnew();
        latest = asked;
        return asked;
    }

    private Future<Findings> askAnew() {
        List<Future<Boolean>> databases =
                checks.databases().stream().map(HealthProbe::answers).toList();
        Future<Boolean> redis = answers(checks.redis());
        return Future.join(databases)
                .compose(all -> redis.map(redisAnswers -> {
                    long answering = databases.stream().filter(Future::result).count();
                    return new Findings(
                            database(answering, databases.size()),
                            redisAnswers ? HealthReport.Redis.CONNECTED : HealthReport.Redis.DISCONNECTED);
                }));
    }

    private static HealthReport.Database database(long answering, int all) {
        if (answering == all) {
            return HealthReport.Database.CONNECTED;
        }
        return answering == 0 ? HealthReport.Database.DISCONNECTED : HealthReport.Database.DEGRADED;
    }

    private static Future<Boolean> answers(Future<?> check) {
        return check.timeout(BOUND_MS, TimeUnit.MILLISECONDS).map(true).otherwise(false);
    }
}
