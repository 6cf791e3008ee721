package io.evently.http.server;

import io.evently.http.ApiJson;
import io.evently.http.ProblemBody;
import io.evently.http.Reply;
import io.evently.http.stage.Answer;
import io.evently.http.stage.Arrival;
import io.evently.http.stage.HttpMetrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;

/** The answer of a request that came by a socket: one JSON object that says what REST would have said. */
final class SocketAnswer extends Answer {
    private final Promise<Buffer> promise = Promise.promise();
    private final Clock clock;

    SocketAnswer(Arrival arrival, HttpMetrics meters, Clock clock) {
        super(arrival, meters);
        this.clock = clock;
    }

    Future<Buffer> future() {
        return promise.future();
    }

    @Override
    protected void send(Reply reply) {
        Buffer rendered = rendered(reply);
        record(reply);
        promise.complete(rendered);
    }

    @Override
    protected void takeBack(Reply reply) {
        // Nothing is prepared before all is rendered.
    }

    @Override
    protected void abandon() {
        promise.tryFail("no answer");
    }

    // The status stands in front of what REST would have answered, byte for byte: numbers keep their digits.
    private Buffer rendered(Reply reply) {
        Buffer rest = reply.problem()
                .map(problem -> ApiJson.render(ProblemBody.plain(
                        problem, clock.instant(), arrival().trace().traceId())))
                .orElseGet(reply::rendered);
        Buffer answer = Buffer.buffer(rest.length() + 16)
                .appendString("{\"status\":")
                .appendString(Integer.toString(reply.status()));
        return rest.length() <= 2
                ? answer.appendString("}")
                : answer.appendString(",").appendBuffer(rest.slice(1, rest.length()));
    }
}
