package io.evently.http.server;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.http.ReplyStream;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of one event loop that go on. No more is taken from a source than its client reads; a client that hears
 * nothing gets a sign of life; and all end when the node stops.
 */
public final class OpenStreams {
    private static final Logger log = LoggerFactory.getLogger(OpenStreams.class);
    private static final long FAREWELL_MS = 500;
    // A comment to clients of server-sent events; in no other form of answer is there room for one.
    private static final Buffer SIGN_OF_LIFE = Buffer.buffer(": keep-alive\n\n");

    private final Vertx vertx;
    private final Set<Stream> open = new HashSet<>();
    private boolean closing;

    public OpenStreams(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Begins to give signs of life; ends with the context that calls this.
     *
     * @param silence how long a client hears nothing at least before it gets one, and twice that at most
     */
    public void start(Duration silence) {
        vertx.setPeriodic(silence.toMillis(), id -> List.copyOf(open).forEach(Stream::signOfLife));
    }

    /** Sends the body of an answer whose head is set. */
    void send(HttpServerRequest request, ReplyStream body, boolean events) {
        HttpServerResponse response = request.response();
        if (closing || HttpMethod.HEAD.equals(request.method())) {
            body.over().run();
            response.setChunked(true).end().onFailure(gone -> {});
            return;
        }
        Stream stream = new Stream(request, body, events);
        open.add(stream);
        stream.begin();
    }

    /** Ends all of them, and whatever is still to come; completes when their clients know, or are cut off. */
    Future<Void> close() {
        closing = true;
        return Future.join(List.copyOf(open).stream().map(Stream::farewell).toList())
                .mapEmpty();
    }

    private final class Stream {
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final ReplyStream body;
        private final boolean events;
        private boolean spoke;

        Stream(HttpServerRequest request, ReplyStream body, boolean events) {
            this.request = request;
            this.response = request.response();
            this.body = body;
            this.events = events;
        }

        void begin() {
            ReadStream<Buffer> chunks = body.chunks();
            response.setChunked(!endsWithConnection());
            response.exceptionHandler(gone -> over());
            response.closeHandler(gone -> over());
            response.drainHandler(read -> chunks.resume());
            chunks.exceptionHandler(this::failed);
            chunks.endHandler(done -> {
                if (over()) {
                    end();
                }
            });
            // The head goes out at once: the first chunk may be long in coming. Vert.x writes none of HTTP/1.0 before
            // there is one.
            if (!endsWithConnection()) {
                response.writeHead().onFailure(gone -> {});
            }
            chunks.handler(this::write);
        }

        // HTTP/1.0 has no chunks: whoever asked to keep the connection would wait for the end for ever.
        private boolean endsWithConnection() {
            return request.version() == HttpVersion.HTTP_1_0;
        }

        private void end() {
            Future<Void> ended = response.end();
            if (endsWithConnection()) {
                ended.eventually(request.connection()::close).onFailure(gone -> {});
            } else {
                ended.onFailure(gone -> {});
            }
        }

        private void write(Buffer chunk) {
            spoke = true;
            response.write(chunk).onFailure(gone -> {});
            if (response.writeQueueFull()) {
                body.chunks().pause();
            }
        }

        void signOfLife() {
            if (events && !spoke && !response.writeQueueFull()) {
                response.write(SIGN_OF_LIFE.copy()).onFailure(gone -> {});
            }
            spoke = false;
        }

        /** Whether the client reads its end or not, its connection would keep the node from stopping. */
        Future<Void> farewell() {
            if (!over()) {
                return Future.succeededFuture();
            }
            return response.end().timeout(FAREWELL_MS, TimeUnit.MILLISECONDS).transform(saidOrUnread -> cutOff());
        }

        // Vert.x would first write what waits, which may take for ever.
        private Future<Void> cutOff() {
            Promise<Void> closed = Promise.promise();
            if (request.connection() instanceof ConnectionBase connection) {
                ChannelHandlerContext channel = connection.channelHandlerContext();
                ChannelFuture unused = channel.close().addListener(done -> closed.complete());
            } else {
                request.connection().close().onComplete(closed);
            }
            return closed.future();
        }

        // Cut off, and not ended: the client must see that something is missing.
        private void failed(Throwable failure) {
            if (over()) {
                log.error("A stream of {} broke", request.path(), failure);
                cutOff().onFailure(gone -> {});
            }
        }

        @CanIgnoreReturnValue
        private boolean over() {
            if (!open.remove(this)) {
                return false;
            }
            body.chunks().handler(null);
            body.over().run();
            return true;
        }
    }
}
