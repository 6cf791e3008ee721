package io.evently.api;

import io.evently.channel.LocalOutbox;
import io.evently.http.Call;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** {@code /outbox}: what the demo profile would have sent to real recipients, for everybody who tries it out. */
public final class LocalOutboxRoutes implements Routes {
    private final Optional<LocalOutbox> outbox;

    /** @param outbox nothing wherever messages are anybody's business but the visitor's */
    public LocalOutboxRoutes(Optional<LocalOutbox> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void bind(Operations operations) {
        operations.on("getLocalOutbox", this::page);
    }

    private Future<Reply> page(Call call) {
        return outbox.map(shown -> shown.newest()
                        .map(messages -> Reply.raw(
                                        "text/html; charset=utf-8", Buffer.buffer(LocalOutboxPage.of(messages)))
                                .header("Content-Security-Policy", LocalOutboxPage.POLICY)))
                .orElseGet(() -> Future.succeededFuture(Reply.problem(Problem.notFound("No such route"))));
    }
}
