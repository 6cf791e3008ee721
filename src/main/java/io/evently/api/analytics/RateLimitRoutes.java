package io.evently.api.analytics;

import io.evently.bus.TypedBus;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.ratelimit.AskRates;
import io.evently.ratelimit.NodeRates;
import io.evently.ratelimit.RateEndpoints;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@code /analytics/rate-limits}: how often clients asked in the last minute, over all nodes, for administrators. */
public final class RateLimitRoutes implements Routes {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int SHOWN = 20;
    /** Of each node, so that who turns to several is found. */
    private static final int ASKED = 200;

    private final TypedBus bus;
    private final Supplier<List<String>> nodes;
    private final Clock clock;

    /** @param nodes names of all nodes that live */
    public RateLimitRoutes(TypedBus bus, Supplier<List<String>> nodes, Clock clock) {
        this.bus = bus;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public void bind(Operations operations) {
        operations.on("getRateLimits", this::rates);
    }

    private Future<Reply> rates(Call call) {
        List<Future<NodeRates>> answers = new ArrayList<>();
        for (String node : nodes.get()) {
            answers.add(bus.askFar(RateEndpoints.RATES.on(node), new AskRates(ASKED), PATIENCE));
        }
        // A node that does not answer is left out, as the list of nodes shows.
        return Future.join(answers)
                .transform(joined -> Future.succeededFuture(answers.stream()
                        .filter(Future::succeeded)
                        .map(Future::result)
                        .toList()))
                .map(all -> Reply.ok(Envelope.success().and("data", RateLimitBody.of(all, SHOWN, clock.instant()))));
    }
}
