package io.evently.api;

import io.evently.catalog.UpdateOutcome;
import io.evently.http.Problem;
import io.evently.http.Reply;
import java.util.Map;

/** What a client is told when the catalogue would not have a price: in the words of the request for a price. */
final class PriceUpdateReply extends EventUpdateReply {
    @Override
    public Reply invalid(UpdateOutcome.Invalid it) {
        return Reply.problem(
                Problem.validation(Map.of("manual_price", it.problems().getOrDefault("price", "is not allowed"))));
    }
}
