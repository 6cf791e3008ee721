package io.evently.api.analytics;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Portions of an export, each asked for when the client has taken the one before: one portion is in memory, however long the whole is.
 * Belongs to the event loop of the request.
 */
final class CsvStream implements ReadStream<Buffer> {
    private final Supplier<Future<Optional<Buffer>>> next;
    private long demand = Long.MAX_VALUE;
    private boolean asking;
    private boolean over;
    private @Nullable Buffer first;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /**
     * A stream that has not begun.
     *
     * @param first what comes before the portions
     * @param next the next portion; empty when there is none
     */
    CsvStream(Buffer first, Supplier<Future<Optional<Buffer>>> next) {
        this.first = first;
        this.next = next;
    }

    @Override
    public CsvStream handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        ask();
        return this;
    }

    @Override
    public CsvStream pause() {
        demand = 0;
        return this;
    }

    @Override
    public CsvStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public CsvStream fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        ask();
        return this;
    }

    @Override
    public CsvStream exceptionHandler(@Nullable Handler<Throwable> failed) {
        exceptionHandler = failed;
        return this;
    }

    @Override
    public CsvStream endHandler(@Nullable Handler<Void> done) {
        endHandler = done;
        return this;
    }

    private void ask() {
        if (asking || over || handler == null || demand == 0) {
            return;
        }
        asking = true;
        Buffer head = first;
        first = null;
        (head == null ? next.get() : Future.succeededFuture(Optional.of(head))).onComplete(this::told, this::failed);
    }

    // Whoever was there when it was asked may be gone by now.
    private void told(Optional<Buffer> portion) {
        asking = false;
        if (portion.isEmpty()) {
            over = true;
            if (endHandler != null) {
                endHandler.handle(null);
            }
            return;
        }
        if (handler != null) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
            handler.handle(portion.get());
            ask();
        }
    }

    private void failed(Throwable failure) {
        asking = false;
        over = true;
        if (exceptionHandler != null) {
            exceptionHandler.handle(failure);
        }
    }
}
