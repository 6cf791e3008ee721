package io.evently.http.stage;

import io.evently.http.Reply;
import io.evently.http.contract.ContractOperation;
import io.vertx.core.Future;

/** Reads the body of an operation that takes one. */
final class BodyStage implements Stage {
    private final BodyReader reader;

    BodyStage(BodyReader reader) {
        this.reader = reader;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        ContractOperation operation = arrival.operation();
        if (!operation.takesBody() || (!arrival.hasBody() && !operation.bodyRequired())) {
            return next.pass(arrival);
        }
        return arrival.readBody(reader, body -> {
            arrival.carries(body);
            return next.pass(arrival);
        });
    }
}
