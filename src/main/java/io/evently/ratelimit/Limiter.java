package io.evently.ratelimit;

import io.evently.cache.ScriptConnection;
import io.evently.net.AddressGroup;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one event loop who may pass. All requests of one turn of the loop are asked for in one question to Redis; who is known
 * to be refused is not asked for. While Redis is away, this node decides by its part of each limit. Belongs to its event loop.
 */
public final class Limiter {
    /** Answers that come late in a row, after which Redis is away. */
    private static final int PATIENCE = 3;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final int GROUPS = 1_024;
    private static final int SHORTEST_PAUSE_S = 1;
    private static final int LONGEST_PAUSE_S = 5;

    private record Waiting(List<Charge> charges, ContextInternal context, Promise<Verdict> promise) {}

    private final Vertx vertx;
    private final Context loop;
    private final RateLimits limits;
    private final ScriptConnection redis;
    // Jitter only: from whom it may be guessed does not matter.
    private final RandomGenerator random = new SplittableRandom();
    private final Map<String, String> groups = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > GROUPS;
        }
    };
    private List<Waiting> turn = new ArrayList<>();
    private int late;
    private boolean away;
    private boolean closed;

    /** For the event loop that calls this; not started. */
    public Limiter(Vertx vertx, RateLimits limits) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.limits = limits;
        this.redis = limits.connection(vertx);
    }

    /** Connects to Redis; completes well also when it is away. */
    public Future<Void> start() {
        return limits.enabled() ? connect() : Future.succeededFuture();
    }

    /** Ends the connection. */
    public void close() {
        closed = true;
        redis.close();
    }

    /** The node's limits. */
    public RateLimits limits() {
        return limits;
    }

    /** The group of an address whose requests count together. */
    public String group(String address) {
        return groups.computeIfAbsent(address, AddressGroup::of);
    }

    /**
     * For how many seconds a request should not come again because this node has too much to do; empty when it may go on.
     *
     * @param crawler whether a program asks that collects pages
     */
    public OptionalLong shed(Worth worth, boolean crawler) {
        Overload overload = limits.overload();
        boolean refused = overload.sheds(worth) || (crawler && worth != Worth.ESSENTIAL);
        if (!refused) {
            return OptionalLong.empty();
        }
        limits.statistics().shed(worth, limits.nowMillis());
        return OptionalLong.of(random.nextInt(SHORTEST_PAUSE_S, LONGEST_PAUSE_S + 1));
    }

    /** Whether this node has so much to do that it refuses anything; called with each request. */
    public boolean overloaded() {
        Overload overload = limits.overload();
        overload.look();
        return overload.shedsAnything();
    }

    /** Counts a request for these quotas, or refuses it. Never fails. Completes in the caller's context, perhaps at once. */
    public Future<Verdict> admit(Requester who, List<NamedQuota> quotas) {
        long now = limits.nowMillis();
        limits.statistics().asked(who.address(), now);
        List<Charge> charges = limits.charges(who, quotas);
        Verdict known = limits.refusals().of(charges, now).orElse(null);
        if (known != null) {
            limits.statistics().decided(known);
            return Future.succeededFuture(known);
        }
        if (!redis.isOpen()) {
            goAway(new IllegalStateException("the connection is gone"));
            return Future.succeededFuture(settled(charges, limits.local(charges)));
        }
        ContextInternal context = ContextInternal.current();
        Waiting waiting = new Waiting(charges, context, context.promise());
        turn.add(waiting);
        if (turn.size() == 1) {
            loop.runOnContext(over -> askAll());
        }
        return waiting.promise().future();
    }

    private void askAll() {
        List<Waiting> all = turn;
        turn = new ArrayList<>();
        int most = limits.config().batch();
        for (int from = 0; from < all.size(); from += most) {
            ask(all.subList(from, Math.min(all.size(), from + most)));
        }
    }

    private void ask(List<Waiting> waiting) {
        Question question = new Question(0);
        waiting.forEach(one -> question.add(one.charges()));
        redis.run(question.keys(), question.arguments())
                .timeout(limits.config().deadline().toMillis(), TimeUnit.MILLISECONDS)
                .map(question::verdicts)
                .onComplete(answered -> {
                    if (answered.failed()) {
                        missed(answered.cause());
                    } else {
                        late = 0;
                    }
                    List<Verdict> verdicts = answered.result();
                    for (int i = 0; i < waiting.size(); i++) {
                        Waiting one = waiting.get(i);
                        tell(one, verdicts == null ? limits.local(one.charges()) : verdicts.get(i));
                    }
                });
    }

    // In the context of the request, and so in its trace.
    private void tell(Waiting waiting, Verdict verdict) {
        Verdict settled = settled(waiting.charges(), verdict);
        waiting.context().dispatch(settled, waiting.promise()::complete);
    }

    private Verdict settled(List<Charge> charges, Verdict verdict) {
        limits.statistics().decided(verdict);
        if (!verdict.granted()) {
            limits.refusals().remember(charges, verdict, limits.nowMillis());
        }
        return verdict;
    }

    private void missed(Throwable reason) {
        late++;
        if (late >= PATIENCE || !redis.isOpen()) {
            goAway(reason);
        }
    }

    private void goAway(Throwable reason) {
        if (!away && !closed) {
            away = true;
            limits.lost(reason);
            redis.close();
            rest();
        }
    }

    private void rest() {
        vertx.setTimer(limits.config().rest().toMillis(), over -> connect().onComplete(tried -> {}));
    }

    private Future<Void> connect() {
        if (closed) {
            return Future.succeededFuture();
        }
        return redis.connect()
                .timeout(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .transform(tried -> {
                    arrived(tried.failed() ? tried.cause() : null);
                    return Future.succeededFuture();
                });
    }

    private void arrived(@Nullable Throwable failure) {
        late = 0;
        if (closed) {
            redis.close();
        } else if (failure != null && away) {
            redis.close();
            rest();
        } else if (failure != null) {
            goAway(failure);
        } else if (away) {
            away = false;
            limits.found();
        }
    }
}
