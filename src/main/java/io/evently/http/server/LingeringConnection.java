package io.evently.http.server;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;

/**
 * Keeps a connection open when its server is shut down. Vert.x closes all that are at rest at once, which resets those whose
 * clients send a request at that moment; {@link ConnectionWatch} knows a better one.
 */
@ChannelHandler.Sharable
final class LingeringConnection extends ChannelInboundHandlerAdapter {
    private static final LingeringConnection ALL = new LingeringConnection();

    private LingeringConnection() {}

    static void keep(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelHandlerContext last = base.channelHandlerContext();
            last.pipeline().addBefore(last.name(), "linger", ALL);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (!(event instanceof ShutdownEvent)) {
            super.userEventTriggered(ctx, event);
        }
    }
}
