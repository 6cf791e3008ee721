package io.evently.http.stage;

import io.evently.account.Caller;
import io.evently.account.Tier;
import io.evently.hash.InternalCredential;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.ratelimit.Limiter;
import io.evently.ratelimit.NamedQuota;
import io.evently.ratelimit.Requester;
import io.evently.ratelimit.ServiceTier;
import io.evently.ratelimit.Verdict;
import io.evently.ratelimit.Worth;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks whether a request may go on, and tells of it in the headers of its answer. One per event loop. */
final class Admission {
    /** What a request counts for when no operation says it. */
    private static final List<String> UNKNOWN = List.of("address");

    private static final Pattern CRAWLER =
            Pattern.compile("bot\\b|crawl|spider|slurp|archiver|facebookexternalhit", Pattern.CASE_INSENSITIVE);

    private final Limiter limiter;
    private final Clock clock;
    private final Map<String, List<NamedQuota>> quotas = new HashMap<>();
    private final List<NamedQuota> unknown;

    Admission(Contract contract, Limiter limiter, Clock clock) {
        this.limiter = limiter;
        this.clock = clock;
        for (ContractOperation operation : contract.operations()) {
            quotas.put(operation.id(), limiter.limits().quotas(operation.rateLimits()));
        }
        this.unknown = limiter.limits().quotas(UNKNOWN);
    }

    /** The quotas that a request counts for; none when it is not counted. */
    List<NamedQuota> quotas(Arrival arrival) {
        List<NamedQuota> all =
                arrival.hasOperation() ? quotas.getOrDefault(arrival.operation().id(), unknown) : unknown;
        return all.isEmpty() || isInternal(arrival) ? List.of() : all;
    }

    /** Fails with a {@link RefusedException} when the request comes too often. */
    Future<Void> ask(Arrival arrival, List<NamedQuota> counted) {
        Caller caller = arrival.caller().orElse(null);
        ServiceTier tier = tier(caller);
        Requester who = new Requester(
                limiter.group(arrival.clientAddress()),
                caller == null ? null : caller.userId().toString(),
                tier);
        return limiter.admit(who, counted).compose(verdict -> {
            RateLimitHeaders.write(arrival.headers(), verdict, tier, clock.millis());
            return verdict.granted() ? Future.succeededFuture() : Future.failedFuture(refusal(verdict));
        });
    }

    /** @throws RefusedException when this node has more important things to do */
    void requireTimeFor(Arrival arrival) {
        if (!limiter.overloaded()) {
            return;
        }
        Worth worth = arrival.operation().worth();
        String agent = arrival.request().header("User-Agent");
        OptionalLong pause =
                limiter.shed(worth, agent != null && CRAWLER.matcher(agent).find());
        if (pause.isPresent()) {
            throw new RefusedException(Problem.overloaded().retryAfter(pause.getAsLong()));
        }
    }

    private static RefusedException refusal(Verdict verdict) {
        return new RefusedException(Problem.rateLimited(verdict.retryAfterSeconds()));
    }

    private static ServiceTier tier(@Nullable Caller caller) {
        if (caller == null) {
            return ServiceTier.ANONYMOUS;
        }
        return caller.isAdmin() ? ServiceTier.ADMIN : tier(caller.tier());
    }

    private static ServiceTier tier(Tier tier) {
        return switch (tier) {
            case BASIC -> ServiceTier.BASIC;
            case PREMIUM -> ServiceTier.PREMIUM;
            case VIP -> ServiceTier.VIP;
        };
    }

    // What is forged or old is as good as none.
    private boolean isInternal(Arrival arrival) {
        if (!(arrival instanceof HttpArrival over)) {
            return false;
        }
        HttpServerRequest request = over.http();
        String value = request.getHeader(InternalCredential.HEADER);
        return value != null
                && limiter.limits()
                        .credential()
                        .fits(
                                value,
                                request.method().name(),
                                request.uri(),
                                clock.instant().getEpochSecond());
    }
}
