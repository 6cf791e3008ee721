package io.evently.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes back to the client. Immutable. */
public final class Reply {
    private static final String JSON = "application/json; charset=utf-8";

    private final int status;
    private final Map<String, String> headers;
    private final @Nullable Object body;
    private final @Nullable Problem problem;

    private Reply(int status, Map<String, String> headers, @Nullable Object body, @Nullable Problem problem) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.problem = problem;
    }

    /**
     * 200.
     *
     * @param body a record or a map, rendered by {@link ApiJson}; see {@link Envelope} for the usual envelope
     */
    public static Reply ok(Object body) {
        return of(200, body);
    }

    public static Reply created(Object body) {
        return of(201, body);
    }

    /** Any status with a JSON body; a {@link Buffer} counts as JSON that is rendered already. */
    public static Reply of(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", JSON), body, null);
    }

    /** A status alone, for example 304. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null, null);
    }

    public static Reply raw(String contentType, Buffer body) {
        return new Reply(200, Map.of("Content-Type", contentType), body, null);
    }

    /**
     * 200, and a body that goes on; see {@link ServerSentEvents} for the usual one. Sockets cannot be answered so.
     *
     * @param chunks taken on the event loop of the request, only as fast as the client reads
     * @param over run once, when nothing more is taken
     */
    public static Reply stream(String contentType, ReadStream<Buffer> chunks, Runnable over) {
        return new Reply(200, Map.of("Content-Type", contentType), new ReplyStream(chunks, over), null);
    }

    public static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), null, null);
    }

    public static Reply problem(Problem problem) {
        return new Reply(problem.status(), problem.headers(), null, problem);
    }

    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, problem);
    }

    /** Adds the RFC 8288 links of {@link Call#links} when there are any. */
    public Reply links(Optional<String> links) {
        return links.map(value -> header("Link", value)).orElse(this);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The body, when it goes on. */
    public Optional<ReplyStream> stream() {
        return body instanceof ReplyStream stream ? Optional.of(stream) : Optional.empty();
    }

    /**
     * The body as bytes; empty when there is none, or when this is a problem.
     *
     * @throws IllegalStateException when it goes on
     */
    public Buffer rendered() {
        if (body == null) {
            return Buffer.buffer();
        }
        if (body instanceof ReplyStream) {
            throw new IllegalStateException("A stream has no end to be rendered to");
        }
        return body instanceof Buffer done ? done : ApiJson.render(body);
    }
}
