package io.evently.http.stage;

import io.evently.http.Reply;
import io.vertx.core.Future;

/** Has the operation done by whoever is bound to it. The last one. */
final class HandlerStage implements Stage {
    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        return arrival.handler().apply(arrival.call());
    }
}
