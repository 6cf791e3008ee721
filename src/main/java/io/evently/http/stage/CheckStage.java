package io.evently.http.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.Call;
import io.evently.http.Reply;
import io.evently.http.RequestCheck;
import io.vertx.core.Future;

/** Checks parameters and body against the document. */
final class CheckStage implements Stage {
    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        RequestCheck check = new RequestCheck(arrival.operation());
        ObjectNode parameters = check.parameters(arrival.request(), arrival.pathValues());
        check.body(arrival.body());
        check.finish();
        arrival.checked(new Call(
                arrival.request(),
                arrival.operation(),
                parameters,
                arrival.body(),
                arrival.caller().orElse(null),
                arrival.clientAddress()));
        return next.pass(arrival);
    }
}
