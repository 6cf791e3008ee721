package io.evently.http.stage;

import io.evently.http.Reply;
import io.vertx.core.Future;

/**
 * Where callers are held to their rate: it is known who they are and what they want, and nothing was read or asked for
 * them yet. Lets everybody through; there are no limits in this release.
 */
final class LimitStage implements Stage {
    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        return next.pass(arrival);
    }
}
