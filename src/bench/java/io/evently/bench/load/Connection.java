package io.evently.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One connection of the generator, with at most one request on its way. Made again when it is lost. */
final class Connection {
    private static final int USUAL_REQUEST_BYTES = 1_024;

    private final int number;
    private final InetSocketAddress node;
    private final Bootstrap bootstrap;
    private final Listener listener;
    private final Answer answer = new Answer();
    private @Nullable Channel channel;
    private @Nullable Request request;
    private long due;
    private long sent;

    /** Who is told what happens, on the event loop. */
    interface Listener {
        /** Connected, for the first time or again, and without a request on its way. */
        void connected(Connection connection);

        /** Could not be connected, for the first time or again. */
        void notConnected(Connection connection, String why);

        /** The request that was on its way is answered; the connection is free again. */
        void answered(Connection connection, Request request, Answer answer, long due, long sent);

        /** The connection has ended; {@code request} was on its way unless it is null. */
        void lost(Connection connection, @Nullable Request request, String why);
    }

    Connection(int number, InetSocketAddress node, Bootstrap bootstrap, Listener listener) {
        this.number = number;
        this.node = node;
        this.bootstrap = bootstrap;
        this.listener = listener;
    }

    int number() {
        return number;
    }

    void connect() {
        bootstrap.clone().handler(new Reader()).connect(node).addListener((ChannelFutureListener) connecting -> {
            if (connecting.isSuccess()) {
                channel = connecting.channel();
                listener.connected(this);
            } else {
                listener.notConnected(this, reason(connecting.cause()));
            }
        });
    }

    /** Whether a request can be sent now. */
    boolean free() {
        return channel != null && channel.isActive() && request == null;
    }

    boolean waiting() {
        return request != null;
    }

    void send(Request next, long dueNanos, long now) {
        Channel open = channel;
        if (open == null || request != null) {
            throw new IllegalStateException("connection " + number + " cannot send now");
        }
        request = next;
        due = dueNanos;
        sent = now;
        ByteBuf out = open.alloc().ioBuffer(USUAL_REQUEST_BYTES);
        next.writeTo(out);
        open.writeAndFlush(out).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Gives the request up when it has been on its way since before that time. */
    void giveUp(long sentBefore, String why) {
        if (request != null && sent - sentBefore < 0) {
            end(why);
        }
    }

    /** Ends it without telling anybody. */
    void close() {
        Channel open = channel;
        channel = null;
        request = null;
        if (open != null) {
            open.close().addListener(closed -> {});
        }
    }

    private void end(String why) {
        if (channel == null) {
            return;
        }
        Request unanswered = request;
        close();
        listener.lost(this, unanswered, why);
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message.replaceAll("[:/].*", ""));
    }

    private final class Reader extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel opened) {
            opened.pipeline().addLast(new HttpResponseDecoder(), new Answers());
        }
    }

    private final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (context.channel() == channel) {
                    read(message);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void read(Object message) {
            if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
                end("not HTTP");
                return;
            }
            if (message instanceof HttpResponse response) {
                answer.begin(response.status().code());
            }
            if (message instanceof HttpContent content) {
                answer.add(content.content());
            }
            if (message instanceof LastHttpContent) {
                complete();
            }
        }

        private void complete() {
            Request answered = request;
            if (answered == null) {
                end("an answer that nobody asked for");
                return;
            }
            request = null;
            listener.answered(Connection.this, answered, answer, due, sent);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                end("connection closed");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (context.channel() == channel) {
                end(reason(cause));
            }
        }
    }
}
