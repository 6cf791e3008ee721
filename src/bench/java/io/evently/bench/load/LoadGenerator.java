package io.evently.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Sends load and measures. One event loop thread, which is all that it may take from the processors of the service. */
public final class LoadGenerator implements AutoCloseable {
    private static final int CONNECT_LIMIT_MILLIS = 5_000;
    private static final long CLOSE_LIMIT_SECONDS = 5;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), NioIoHandler.newFactory());
    private final Bootstrap bootstrap = new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_LIMIT_MILLIS);

    /**
     * Runs one load to its end; blocks.
     *
     * @throws LoadException when the nodes cannot be reached or the workload is broken
     */
    public Measured run(LoadPlan plan, Workload workload) {
        try {
            return new LoadRun(plan, workload, group.next(), bootstrap, System::nanoTime)
                    .play()
                    .join();
        } catch (CompletionException e) {
            throw new LoadException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
