package io.evently.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events that are told to one client as they happen, in the form of {@code text/event-stream}. What a client is behind with
 * waits here, up to a limit. Belongs to the event loop of the request.
 */
public final class ServerSentEvents implements ReadStream<Buffer> {
    public static final String CONTENT_TYPE = "text/event-stream";

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final int limit;
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private long demand = Long.MAX_VALUE;
    private boolean ending;
    private boolean ended;
    private boolean telling;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;

    /** @param limit how many events may wait for the client */
    public ServerSentEvents(int limit) {
        this.limit = limit;
    }

    /** The answer that tells them; {@code over} is run once, when nobody listens any more. */
    public Reply reply(Runnable over) {
        return Reply.stream(CONTENT_TYPE, this, over);
    }

    /**
     * Tells an event. False when it is dropped: the client is too far behind, or the stream is over.
     *
     * @param event its name, one line
     * @param data any text
     */
    @CanIgnoreReturnValue
    public boolean send(String event, String data) {
        if (ending || waiting.size() >= limit) {
            return false;
        }
        Buffer text = Buffer.buffer("event: " + LINE_END.matcher(event).replaceAll(" ") + '\n');
        for (String line : LINE_END.split(data, -1)) {
            text.appendString("data: ").appendString(line).appendString("\n");
        }
        waiting.add(text.appendString("\n"));
        tell();
        return true;
    }

    /** Ends the answer, once all that waits is told. */
    public void end() {
        ending = true;
        tell();
    }

    @Override
    public ServerSentEvents handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        tell();
        return this;
    }

    @Override
    public ServerSentEvents pause() {
        demand = 0;
        return this;
    }

    @Override
    public ServerSentEvents resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ServerSentEvents fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        tell();
        return this;
    }

    @Override
    public ServerSentEvents exceptionHandler(@Nullable Handler<Throwable> failed) {
        return this;
    }

    @Override
    public ServerSentEvents endHandler(@Nullable Handler<Void> done) {
        endHandler = done;
        return this;
    }

    private void tell() {
        if (telling || handler == null) {
            return;
        }
        telling = true;
        // Looked at again each time: whoever takes one may take no more.
        for (Handler<Buffer> taker = handler; taker != null && demand > 0 && !waiting.isEmpty(); taker = handler) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            taker.handle(waiting.remove());
        }
        telling = false;
        if (ending && waiting.isEmpty() && !ended) {
            ended = true;
            if (endHandler != null) {
                endHandler.handle(null);
            }
        }
    }
}
