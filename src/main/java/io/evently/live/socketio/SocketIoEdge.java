package io.evently.live.socketio;

import io.evently.live.ApiPort;
import io.evently.live.Live;
import io.evently.live.LiveEdge;
import io.evently.live.LiveMetrics.Refusal;
import io.evently.live.SocketSession;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Socket.IO at {@code /socket.io/}, for its usual client of version 4: speaks Engine.IO 4 over polling and WebSockets.
 * Requests of one session may come on any event loop of the node, and are then handed to that of the session.
 */
public final class SocketIoEdge implements LiveEdge {
    private static final String KIND = "socketio";
    private static final String PATH = "/socket.io";
    private static final String POLLING = "polling";
    private static final String WEBSOCKET = "websocket";
    private static final int SWEEPS_PER_PING = 4;
    private static final long FAREWELL_MS = 200;

    private final Live live;
    private final Vertx vertx;
    private final ApiPort api;
    private final SocketIoClients clients;
    private final SocketIoIds ids = new SocketIoIds();
    private final Context context;
    private final Set<SocketIoClient> open = new HashSet<>();
    private boolean closing;

    private SocketIoEdge(Live live, Vertx vertx, ApiPort api, SocketIoClients clients) {
        this.live = live;
        this.vertx = vertx;
        this.api = api;
        this.clients = clients;
        this.context = vertx.getOrCreateContext();
        vertx.setPeriodic(
                Math.max(1, Heartbeat.pingMs(live.config()) / SWEEPS_PER_PING),
                id -> List.copyOf(open).forEach(SocketIoClient::tick));
        live.offers(KIND);
    }

    /** Makes the edge of each event loop of a node, on which the requests of a session may come. Called once a node. */
    public static LiveEdge.Factory factory(Live live) {
        SocketIoClients clients = new SocketIoClients();
        return (vertx, api) -> new SocketIoEdge(live, vertx, api, clients);
    }

    @Override
    public boolean serves(String path) {
        return path.equals(PATH) || path.startsWith(PATH + '/');
    }

    @Override
    public void handle(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        SocketIoPoll answer = new SocketIoPoll(context, request);
        HttpServerResponse response = request.response();
        if (!request.path().equals(PATH + '/') && !request.path().equals(PATH)) {
            response.setStatusCode(404).end().onFailure(gone -> {});
            return;
        }
        if (!api.allows(origin)) {
            live.metrics().refused(KIND, Refusal.ORIGIN);
            answer.refuse(EngineIoError.FORBIDDEN);
            return;
        }
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            preflight(response);
        } else {
            route(request, answer);
        }
    }

    @Override
    public Future<Void> close() {
        closing = true;
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        List.copyOf(open).forEach(SocketIoClient::leave);
        // What tells them so is under way; the server must not cut it off.
        return vertx.timer(FAREWELL_MS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private static void preflight(HttpServerResponse response) {
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
                .end()
                .onFailure(gone -> {});
    }

    private void route(HttpServerRequest request, SocketIoPoll answer) {
        MultiMap query;
        try {
            query = request.params();
        } catch (IllegalArgumentException e) {
            answer.refuse(EngineIoError.BAD_REQUEST);
            return;
        }
        String transport = query.get("transport");
        boolean webSocket = WEBSOCKET.equals(transport);
        String session = query.get("sid");
        if (!"4".equals(query.get("EIO"))) {
            answer.refuse(EngineIoError.UNSUPPORTED_VERSION);
        } else if (!webSocket && !POLLING.equals(transport)) {
            answer.refuse(EngineIoError.UNKNOWN_TRANSPORT);
        } else if (webSocket && !asksForWebSocket(request)) {
            answer.refuse(EngineIoError.BAD_REQUEST);
        } else if (closing) {
            answer.refuse(EngineIoError.GOING_AWAY);
        } else if (session == null) {
            open(request, answer, webSocket);
        } else {
            clients.find(session)
                    .ifPresentOrElse(
                            client -> carryOn(client, request, answer, webSocket),
                            () -> answer.refuse(EngineIoError.UNKNOWN_SESSION));
        }
    }

    private void open(HttpServerRequest request, SocketIoPoll answer, boolean webSocket) {
        if (!request.method().equals(HttpMethod.GET)) {
            answer.refuse(EngineIoError.BAD_METHOD);
            return;
        }
        String address = api.clientAddress(request);
        if (!webSocket) {
            begin(address, client -> client.poll(answer), () -> answer.refuse(EngineIoError.TOO_MANY_SOCKETS));
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> begin(
                        address,
                        client -> {
                            client.transport().use(socket);
                            listen(client, socket);
                        },
                        () -> socket.close().onFailure(gone -> {})))
                .onFailure(e -> live.metrics().refused(KIND, Refusal.MALFORMED));
    }

    private void begin(String address, Consumer<SocketIoClient> first, Runnable tooMany) {
        String id = ids.next();
        SocketIoClient[] made = new SocketIoClient[1];
        SocketIoClient client = new SocketIoClient(live, api, ids, context, () -> {
            clients.remove(id);
            open.remove(made[0]);
        });
        made[0] = client;
        Optional<SocketSession> session = SocketSession.open(live, vertx, KIND, address, client);
        if (session.isEmpty()) {
            tooMany.run();
            return;
        }
        clients.add(id, client);
        open.add(client);
        client.begin(session.get(), opening(id));
        first.accept(client);
    }

    private void carryOn(SocketIoClient client, HttpServerRequest request, SocketIoPoll answer, boolean webSocket) {
        if (webSocket) {
            request.toWebSocket()
                    .onSuccess(socket -> {
                        at(client, () -> client.transport().tryOut(socket));
                        listen(client, socket);
                    })
                    .onFailure(e -> live.metrics().refused(KIND, Refusal.MALFORMED));
        } else if (request.method().equals(HttpMethod.GET)) {
            at(client, () -> client.poll(answer));
        } else if (request.method().equals(HttpMethod.POST)) {
            post(client, request, answer);
        } else {
            answer.refuse(EngineIoError.BAD_REQUEST);
        }
    }

    // Only bodies whose length is known: every client of the protocol says it.
    private void post(SocketIoClient client, HttpServerRequest request, SocketIoPoll answer) {
        long length = length(request);
        if (length < 0 || length > live.config().maxMessageBytes()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answer.refuse(EngineIoError.TOO_LARGE);
            at(client, client::malformed);
            return;
        }
        api.body(request, live.config().maxMessageBytes())
                .onSuccess(body -> {
                    String payload = body.toString(StandardCharsets.UTF_8);
                    at(client, () -> client.posted(payload, answer));
                })
                .onFailure(refusal -> api.refuse(request, refusal));
    }

    private void listen(SocketIoClient client, ServerWebSocket socket) {
        socket.textMessageHandler(text -> at(client, () -> client.transport().receive(socket, text)));
        socket.binaryMessageHandler(binary -> at(client, client::malformed));
        socket.exceptionHandler(e -> at(client, () -> client.transport().closed(socket)));
        socket.closeHandler(closed -> at(client, () -> client.transport().closed(socket)));
    }

    private void at(SocketIoClient client, Runnable step) {
        if (client.belongsTo(context)) {
            step.run();
        } else {
            client.run(step);
        }
    }

    private String opening(String id) {
        return EngineIoType.OPEN.packet(new JsonObject()
                .put("sid", id)
                .put("upgrades", new JsonArray().add(WEBSOCKET))
                .put("pingInterval", Heartbeat.pingMs(live.config()))
                .put("pingTimeout", Heartbeat.pongMs(live.config()))
                .put("maxPayload", live.config().maxMessageBytes())
                .encode());
    }

    private static boolean asksForWebSocket(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && WEBSOCKET.equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private static long length(HttpServerRequest request) {
        String stated = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return stated != null && stated.matches("[0-9]{1,9}") ? Long.parseLong(stated) : -1;
    }
}
