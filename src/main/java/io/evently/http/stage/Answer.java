package io.evently.http.stage;

import io.evently.http.Problem;
import io.evently.http.Reply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one request gets its one answer. A failure becomes a problem here, also one that shows only when the answer is
 * written.
 */
public abstract class Answer implements Handler<AsyncResult<Reply>> {
    private static final Logger log = LoggerFactory.getLogger(Answer.class);

    private final Arrival arrival;
    private final HttpMetrics meters;

    protected Answer(Arrival arrival, HttpMetrics meters) {
        this.arrival = arrival;
        this.meters = meters;
    }

    @Override
    public final void handle(AsyncResult<Reply> done) {
        Reply reply = done.result();
        if (reply != null) {
            write(reply);
        } else {
            fail(done.failed() ? done.cause() : new NullPointerException("a stage answered nothing"));
        }
    }

    /** Answers with this, or with a problem when this cannot be written. */
    public final void write(Reply reply) {
        try {
            send(reply);
        } catch (Throwable e) {
            takeBack(reply);
            reply.stream().ifPresent(stream -> stream.over().run());
            fail(e);
        }
    }

    /** Answers with the problem that a failure is to the client. */
    public final void fail(Throwable failure) {
        try {
            send(Reply.problem(problem(failure)));
        } catch (Throwable e) {
            log.error("{} is left without an answer", arrival.operationId(), e);
            abandon();
        }
    }

    /** Writes a whole answer; when it throws, nothing has gone out yet. */
    protected abstract void send(Reply reply);

    /** Forgets what {@link #send} has prepared of an answer that could not be written. */
    protected abstract void takeBack(Reply reply);

    /** Lets the client go without an answer. */
    protected abstract void abandon();

    /** Counts the answer that is about to go out. */
    protected final void record(Reply reply) {
        meters.record(arrival.operationId(), reply.status(), arrival.tookNanos());
    }

    protected final Arrival arrival() {
        return arrival;
    }

    private Problem problem(Throwable failure) {
        // The client is gone: nobody reads the answer, and nothing broke.
        if (failure instanceof HttpClosedException) {
            return Problem.unavailable();
        }
        // Work that was shared with other requests may end in another trace.
        return arrival.trace().around(() -> Failures.problem(failure, arrival.operationId()));
    }
}
