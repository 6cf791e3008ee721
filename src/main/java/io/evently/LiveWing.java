package io.evently;

import io.evently.account.TokenVerifier;
import io.evently.http.server.SocketSettings;
import io.evently.live.Live;
import io.evently.live.LiveVerticle;
import io.evently.live.bridge.EventBusEdge;
import io.evently.live.socketio.SocketIoEdge;
import io.vertx.core.VerticleBase;
import java.util.List;

/** What browsers hear while they are connected. Its sockets are served on the port of the HTTP edge. */
final class LiveWing implements Wing {
    private final Foundation foundation;
    private final Live live;

    LiveWing(Foundation foundation, TokenVerifier verifier) {
        this.foundation = foundation;
        this.live = new Live(foundation.config().live(), verifier, foundation.registry(), foundation.clock());
    }

    @Override
    public List<VerticleBase> verticles() {
        return List.of(
                new LiveVerticle(live, foundation.bus(), foundation.cluster().nodeName()));
    }

    SocketSettings sockets() {
        return new SocketSettings(List.of(EventBusEdge.factory(live), SocketIoEdge.factory(live)), live.longestFrame());
    }
}
