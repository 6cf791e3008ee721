package io.evently.http;

import io.evently.bus.TypedBus;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.ReadLocalOutbox;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** {@code /outbox}: what the demonstration would have sent into the world, for everybody who tries it out. */
public final class LocalOutboxRoutes implements Routes {
    private static final int MOST = 50;

    private final TypedBus bus;
    private final boolean shown;

    /** @param shown false wherever messages are anybody's business but the visitor's */
    public LocalOutboxRoutes(TypedBus bus, boolean shown) {
        this.bus = bus;
        this.shown = shown;
    }

    @Override
    public void bind(Operations operations) {
        operations.on("getLocalOutbox", this::page);
    }

    private Future<Reply> page(Call call) {
        return shown
                ? bus.ask(NotificationEndpoints.LOCAL_OUTBOX, new ReadLocalOutbox(MOST))
                        .map(outbox -> Reply.raw(
                                        "text/html; charset=utf-8",
                                        Buffer.buffer(LocalOutboxPage.of(outbox.messages())))
                                .header("Content-Security-Policy", LocalOutboxPage.POLICY))
                : Future.succeededFuture(Reply.problem(Problem.notFound("No such route")));
    }
}
