package io.evently.storage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Completable;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.codec.InvalidCachedStatementEvent;
import io.vertx.sqlclient.internal.command.CommandResponse;
import io.vertx.sqlclient.internal.command.ExtendedQueryCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a statement again whose prepared form the server no longer takes, and sends it once more: a newer node has changed the
 * table under it, or somebody between here and the server has dropped it. The server says so before it does anything, so this is
 * safe for reads and writes alike; but not within a transaction, which has failed as a whole: there the statement is only
 * forgotten, and whoever began the transaction hears {@link Fault.Kind#RETRY}. On the same connection, because every other one
 * of the pool may know the old form, too. Lives on the connection's event loop; costs nothing while all is well.
 */
final class StalePlans extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(StalePlans.class);

    private final SocketConnectionBase connection;

    StalePlans(SocketConnectionBase connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof CommandResponse<?> response
                && response.toAsyncResult().failed()
                && response.cmd instanceof ExtendedQueryCommand<?> command
                && Fault.isStalePlan(response.toAsyncResult().cause())) {
            // The client does so by itself when the server speaks English, and not in every case.
            ctx.fireChannelRead(new InvalidCachedStatementEvent(command.sql()));
            if (command.autoCommit() && !(command.handler instanceof Again)) {
                again(ctx, response, command);
                return;
            }
        }
        super.channelRead(ctx, message);
    }

    // The failed one goes its way, so that the connection counts it as answered; but nobody hears of it.
    private void again(ChannelHandlerContext ctx, CommandResponse<?> response, ExtendedQueryCommand<?> command) {
        log.debug("A prepared statement is out of date and made anew: {}", command.sql());
        Again waiting = new Again(command.handler);
        command.handler = null;
        ctx.fireChannelRead(response);
        connection.schedule(copy(command), waiting);
    }

    private static <R> ExtendedQueryCommand<R> copy(ExtendedQueryCommand<R> command) {
        if (command.isBatch()) {
            return ExtendedQueryCommand.createBatch(
                    command.sql(),
                    command.options(),
                    null,
                    List.copyOf(command.paramsList()),
                    command.autoCommit(),
                    command.collector(),
                    command.resultHandler());
        }
        return ExtendedQueryCommand.createQuery(
                command.sql(),
                command.options(),
                null,
                command.params(),
                command.fetch(),
                command.cursorId(),
                command.isSuspended(),
                command.autoCommit(),
                command.collector(),
                command.resultHandler());
    }

    /** Whoever waits for a statement that was sent a second time; there is no third. */
    private record Again(Completable<Boolean> handler) implements Completable<Boolean> {
        @Override
        public void complete(@Nullable Boolean result, @Nullable Throwable failure) {
            handler.complete(result, failure);
        }
    }
}
