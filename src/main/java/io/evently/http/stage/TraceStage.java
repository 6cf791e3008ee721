package io.evently.http.stage;

import io.evently.http.Reply;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Continues the trace of a request, or begins one, and names it in the answer. */
public final class TraceStage implements Stage {
    private static final CharSequence TRACE_ID = HttpHeaders.createOptimized("X-Trace-Id");
    private static final CharSequence PARENT = HttpHeaders.createOptimized(TraceContext.HEADER);

    private final RandomGenerator random;

    /** @param random used on one event loop only */
    public TraceStage(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        begin(arrival);
        return next.pass(arrival);
    }

    /** Does it alone, for pages and for the handshakes of sockets, which pass no other stage. */
    public void begin(Arrival arrival) {
        HttpServerRequest http = arrival instanceof HttpArrival over ? over.http() : null;
        TraceContext trace = trace(http == null ? null : http.getHeader(PARENT));
        trace.attach();
        arrival.traced(trace);
        arrival.headers().set(TRACE_ID, trace.traceId());
    }

    private TraceContext trace(@Nullable String parent) {
        return TraceContext.parse(parent).map(sent -> sent.child(random)).orElseGet(() -> TraceContext.begin(random));
    }
}
