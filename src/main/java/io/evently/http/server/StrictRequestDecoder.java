package io.evently.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes no request that a proxy in front might read in another way: where one request ends and the next begins must not be
 * a matter of taste. The first doubtful request is the last of its connection; what comes after it is dropped unread.
 * Stands in the place of the decoder of Vert.x, and leaves the reading to it. Belongs to one connection.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
    // A GET with it has eight bytes of body that no header announces, in the eyes of Netty and of nobody else.
    private static final AsciiString OLD_WEB_SOCKET = AsciiString.cached("Sec-WebSocket-Key1");

    private final Runnable brokenBody;
    private final RequestHead head = new RequestHead();
    private boolean inHead = true;
    private boolean done;
    private int hosts;
    private int lengths;
    private int codings;
    private boolean oldWebSocket;

    /** @param brokenBody called when a body stops being one half-way; it never ends then */
    StrictRequestDecoder(HttpServerOptions options, Runnable brokenBody) {
        super(options);
        this.brokenBody = brokenBody;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (done) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        int first = out.size();
        boolean lookedAt = inHead;
        super.decode(context, in, out);
        if (lookedAt) {
            head.read(in, from, in.readerIndex());
        }
        for (int i = first; i < out.size() && !done; i++) {
            take((HttpObject) out.get(i), in, out, i);
        }
    }

    /** Counts the headers that say where a request ends; Netty asks this for each header line that is no continuation. */
    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        AsciiString name = super.splitHeaderName(bytes, start, length);
        if (length == HttpHeaderNames.HOST.length() && HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            hosts++;
        } else if (length == HttpHeaderNames.CONTENT_LENGTH.length()
                && HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            lengths++;
        } else if (length == HttpHeaderNames.TRANSFER_ENCODING.length()
                && HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            codings++;
        } else if (length == OLD_WEB_SOCKET.length() && OLD_WEB_SOCKET.contentEqualsIgnoreCase(name)) {
            oldWebSocket = true;
        }
        return name;
    }

    private void take(HttpObject read, ByteBuf in, List<Object> out, int index) {
        if (read.decoderResult().isFailure()) {
            done = true;
            if (read instanceof HttpRequest request) {
                beLast(request);
            } else {
                // Vert.x would hang up without a word.
                out.remove(index);
                brokenBody.run();
            }
        } else if (read instanceof HttpRequest request) {
            String wrong = head.end();
            wrong = wrong == null ? wrong(request) : wrong;
            if (wrong != null) {
                done = true;
                request.setDecoderResult(DecoderResult.failure(new AmbiguousRequestException(wrong)));
                beLast(request);
                out.subList(index + 1, out.size()).clear();
                in.skipBytes(in.readableBytes());
            }
            inHead = false;
        } else if (read instanceof LastHttpContent) {
            // Only now: trailers were counted as well.
            inHead = true;
            hosts = 0;
            lengths = 0;
            codings = 0;
            oldWebSocket = false;
        }
    }

    // The answer then says so as well, and in a version that exists.
    private static void beLast(HttpRequest request) {
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }

    private @Nullable String wrong(HttpRequest request) {
        boolean old = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
        if (!old && !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return "a version other than HTTP/1.0 and HTTP/1.1";
        }
        if (hosts > 1 || (hosts == 0 && !old)) {
            return "there must be one Host";
        }
        if (codings > 0) {
            boolean chunked = HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                    request.headers().get(HttpHeaderNames.TRANSFER_ENCODING));
            if (old || codings > 1 || lengths > 0 || !chunked) {
                return "Transfer-Encoding must be chunked, once, without Content-Length, in HTTP/1.1";
            }
        }
        if (lengths > 1) {
            return "there must be one Content-Length";
        }
        return oldWebSocket ? "a handshake of an old WebSocket" : null;
    }
}
