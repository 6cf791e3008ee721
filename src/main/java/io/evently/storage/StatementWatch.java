package io.evently.storage;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import io.vertx.sqlclient.internal.command.CloseConnectionCommand;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.internal.command.CommandResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection of a pool when a statement is under way on it and the server says nothing for too long. A connection that
 * rests may be silent for ever: a time limit of the transport cannot tell the two apart, and would cut a connection in the middle
 * of a statement that was sent when the limit was nearly over. Lives on the connection's event loop; one timer at a time, however
 * many statements pass.
 */
final class StatementWatch extends ChannelDuplexHandler {
    private static final Logger log = LoggerFactory.getLogger(StatementWatch.class);
    /** Vert.x's own names in the pipeline of a connection: its time limit, and its end. */
    private static final String TRANSPORT_LIMIT = "idle";

    private static final String LAST_HANDLER = "handler";

    private final String pool;
    private final long silenceNanos;
    private int underWay;
    private long heardNanos;
    private @Nullable Future<?> timer;

    private StatementWatch(String pool, Duration silence) {
        this.pool = pool;
        this.silenceNanos = silence.toNanos();
    }

    /**
     * Watches a connection that was just made, in place of the time limit of the transport, which was good for the handshake. Its
     * {@link StalePlans} are looked after, too.
     *
     * @param silence how long the server may say nothing while it owes an answer
     */
    static void on(SqlConnection fresh, String pool, Duration silence) {
        if (((SqlConnectionInternal) fresh).unwrap().unwrap() instanceof SocketConnectionBase connection) {
            ChannelPipeline pipeline =
                    connection.socket().channelHandlerContext().pipeline();
            if (pipeline.get(TRANSPORT_LIMIT) != null) {
                pipeline.remove(TRANSPORT_LIMIT);
            }
            pipeline.addBefore(LAST_HANDLER, "statements", new StatementWatch(pool, silence));
            pipeline.addBefore(LAST_HANDLER, "plans", new StalePlans(connection));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof CommandBase<?> && message != CloseConnectionCommand.INSTANCE) {
            if (underWay == 0) {
                heardNanos = System.nanoTime();
            }
            underWay++;
            if (timer == null) {
                arm(ctx, silenceNanos);
            }
        }
        super.write(ctx, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof CommandResponse) {
            underWay--;
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        heardNanos = System.nanoTime();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (timer != null) {
            timer.cancel(false);
        }
        super.channelInactive(ctx);
    }

    private void arm(ChannelHandlerContext ctx, long nanos) {
        timer = ctx.executor().schedule(() -> look(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        timer = null;
        if (underWay == 0) {
            return;
        }
        long left = silenceNanos - (System.nanoTime() - heardNanos);
        if (left > 0) {
            arm(ctx, left);
        } else {
            log.warn("A connection of pool {} owes an answer and is silent: it is closed", pool);
            ChannelFuture unused = ctx.channel().close();
        }
    }
}
