package io.evently.live.bridge;

import io.evently.live.ApiPort;
import io.evently.live.Live;
import io.evently.live.LiveEdge;
import io.evently.live.LiveMetrics.Refusal;
import io.evently.live.SocketSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.handler.sockjs.Transport;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The event-bus bridge at {@code /eventbus}, for its usual client, over SockJS. Speaks the protocol of the stock bridge
 * without its registrations: there each address of each browser would be known to the whole cluster.
 */
public final class EventBusEdge implements LiveEdge {
    private static final String KIND = "bridge";
    private static final String PREFIX = "/eventbus/";
    private static final String POLL = "/xhr";
    private static final String STREAM = "/xhr_streaming";
    private static final String SEND = "/xhr_send";
    private static final int SWEEPS_PER_SILENCE = 4;
    private static final long FAREWELL_MS = 200;

    // No frames inside pages, no scripts as answers: what needs them is older than CORS.
    private static final Pattern SERVED =
            Pattern.compile("/eventbus/(?:info|websocket|" + "[^/.]+/[^/.]+/(?:websocket|xhr|xhr_streaming|xhr_send))");

    private final Live live;
    private final Vertx vertx;
    private final ApiPort api;
    private final Router router;
    private final Set<BridgeSocket> open = new HashSet<>();
    private boolean closing;

    private EventBusEdge(Live live, Vertx vertx, ApiPort api) {
        this.live = live;
        this.vertx = vertx;
        this.api = api;
        this.router = Router.router(vertx);
        SockJSHandlerOptions options = new SockJSHandlerOptions().setInsertJSESSIONID(false);
        for (Transport unwanted : List.of(Transport.EVENT_SOURCE, Transport.HTML_FILE, Transport.JSON_P)) {
            options.addDisabledTransport(unwanted.name());
        }
        router.post().handler((PlatformHandler) this::takeBody);
        router.route(PREFIX + '*')
                .subRouter(SockJSHandler.create(vertx, options).socketHandler(this::opened));
        long everyMs = Math.max(1, live.config().silence().toMillis() / SWEEPS_PER_SILENCE);
        vertx.setPeriodic(everyMs, id -> sweep());
        live.offers(KIND);
    }

    /** Makes the edge of each event loop; all of them share what the node knows. */
    public static LiveEdge.Factory factory(Live live) {
        return (vertx, api) -> new EventBusEdge(live, vertx, api);
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith(PREFIX) || path.equals("/eventbus");
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!SERVED.matcher(request.path()).matches()) {
            answer(request, 404);
        } else if (!api.allows(request.getHeader(HttpHeaders.ORIGIN))) {
            live.metrics().refused(KIND, Refusal.ORIGIN);
            answer(request, 403);
        } else if (closing) {
            answer(request, 503);
        } else {
            if (request.path().endsWith(POLL) || request.path().endsWith(STREAM)) {
                // Vert.x closes the connection after such an answer. A client that is not told sends its next request
                // over it, and takes the reset for the end of the session.
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            router.handle(request);
        }
    }

    @Override
    public Future<Void> close() {
        closing = true;
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        List.copyOf(open).forEach(BridgeSocket::close);
        // The frames that say so are under way; the server must not cut them off.
        return vertx.timer(FAREWELL_MS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    // In the place of the library's own reader of bodies, which waits for them as long as they take.
    private void takeBody(RoutingContext context) {
        // The library asks whether somebody reads bodies, and takes only its own reader's word.
        RoutingContextInternal read =
                ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
        if (!context.request().path().endsWith(SEND)) {
            context.next();
            return;
        }
        api.body(context.request(), live.longestFrame())
                .onSuccess(body -> {
                    read.setBody(body);
                    context.next();
                })
                .onFailure(refusal -> {
                    live.metrics().refused(KIND, Refusal.MALFORMED);
                    api.refuse(context.request(), refusal);
                });
    }

    private void opened(SockJSSocket socket) {
        String address = api.clientAddress(socket.routingContext().request());
        BridgeSocket client = new BridgeSocket(live, socket, api, address);
        Optional<SocketSession> session = SocketSession.open(live, vertx, KIND, address, client);
        if (session.isEmpty()) {
            client.refuse(BridgeError.TOO_MANY_SOCKETS);
            return;
        }
        open.add(client);
        try {
            client.begin(session.get(), () -> open.remove(client));
        } catch (IllegalStateException gone) {
            open.remove(client);
            session.get().close();
        }
    }

    private void sweep() {
        Instant limit = live.clock().instant().minus(live.config().silence());
        List.copyOf(open).forEach(client -> client.closeIfSilentSince(limit));
    }

    private static void answer(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end().onFailure(gone -> {});
    }
}
