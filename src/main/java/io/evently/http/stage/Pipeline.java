package io.evently.http.stage;

import io.evently.account.TokenVerifier;
import io.evently.http.Operations;
import io.evently.http.contract.Contract;
import io.evently.ratelimit.Limiter;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * The stages that every request passes, by HTTP or by a socket, and in which order. The document decides what each of them
 * asks. One per event loop.
 */
public final class Pipeline {
    private final List<Stage> stages;
    private final Stage.Next first;

    /** Links stages in this order; see {@link #of} for those of a node. */
    public Pipeline(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        // Linked once: a request walks the chain and makes nothing on its way.
        Stage.Next next = arrival -> Future.failedFuture(new IllegalStateException("No stage answered"));
        for (int i = stages.size() - 1; i >= 0; i--) {
            next = linked(stages.get(i), next);
        }
        this.first = next;
    }

    /** The stages of a node. */
    public static Pipeline of(
            TraceStage trace,
            Contract contract,
            Operations operations,
            Cors cors,
            TokenVerifier verifier,
            BodyReader bodies,
            Limiter limiter,
            Clock clock) {
        Admission admission = new Admission(contract, limiter, clock);
        return new Pipeline(List.of(
                trace,
                new StrayStage(admission),
                new RouteStage(contract, operations, cors),
                new AuthenticateStage(verifier),
                new LimitStage(admission),
                new BodyStage(bodies),
                new CheckStage(),
                new HandlerStage()));
    }

    /** Has a request answered, always: whatever goes wrong becomes a problem. */
    public void answer(Arrival arrival, Answer answer) {
        first.pass(arrival).onComplete(answer);
    }

    /** In the order in which a request passes them. */
    public List<Stage> stages() {
        return stages;
    }

    private static Stage.Next linked(Stage stage, Stage.Next next) {
        return arrival -> {
            try {
                return requireNonNull(stage.pass(arrival, next), "a stage gave no future");
            } catch (Throwable e) {
                return Future.failedFuture(e);
            }
        };
    }
}
