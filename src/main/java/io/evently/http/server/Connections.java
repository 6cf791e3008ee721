package io.evently.http.server;

import io.evently.http.stage.BodyReader;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;

/** What is done for each new connection, before the first byte of it is read. Belongs to one event loop. */
final class Connections {
    private static final String DECODER = "httpDecoder";

    private final HttpServerOptions options;
    private final Peers peers;
    private final ConnectionWatch watch;
    private final BodyReader bodies;

    Connections(HttpServerOptions options, Peers peers, ConnectionWatch watch, BodyReader bodies) {
        this.options = options;
        this.peers = peers;
        this.watch = watch;
        this.bodies = bodies;
    }

    void opened(HttpConnection connection) {
        ConnectionBase base = (ConnectionBase) connection;
        Channel channel = base.channelHandlerContext().channel();
        String peer = ClientAddress.peer(connection.remoteAddress());
        if (!peers.admit(peer)) {
            ChannelFuture unused = channel.close();
            return;
        }
        ChannelFuture unused = channel.closeFuture().addListener(closed -> peers.gone(peer));
        watch.opened(connection, channel);
        ChannelPipeline pipeline = channel.pipeline();
        // Netty calls outside of any context, where nothing that answers a request can work.
        Runnable brokenBody = () -> base.context().runOnContext(on -> bodies.broken(connection));
        pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options, brokenBody));
    }
}
