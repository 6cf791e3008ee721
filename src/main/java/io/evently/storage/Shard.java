package io.evently.storage;

import io.evently.schedule.Signal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Function;

/**
 * One logical shard: all rows of the events whose ids carry its number.
 *
 * @param number 0 to the shard count, exclusive
 * @param pool for reads and for the odd statement
 * @param flushPool for the booking flushes alone, so that a slow read never stands before a booking
 * @param outbox rung when this node has committed rows of the outbox
 */
public record Shard(int number, Pool pool, Pool flushPool, Signal outbox) {

    /** Rings for the outbox once the work has succeeded. */
    public <T> Future<T> telling(Future<T> work) {
        return work.onSuccess(done -> outbox.ring());
    }

    /**
     * Runs statements on one connection of the flush pool. Fails with {@link NotSentException} when there is none to be
     * had: then, and only then, it is certain that nothing reached the database.
     */
    public <T> Future<T> flush(Function<SqlClient, Future<T>> work) {
        return flushPool
                .getConnection()
                .recover(e -> Future.failedFuture(new NotSentException(e)))
                .compose(connection -> telling(work.apply(connection)).onComplete(done -> connection.close()));
    }

    /** Waits for a connection of the pool for reads, as a read does, and gives it back. */
    public Future<Void> queues() {
        return pool.getConnection().compose(SqlClient::close);
    }

    /** Completes when the database answers; fails when it does not. */
    public Future<Void> answers() {
        return pool.query("SELECT 1").execute().mapEmpty();
    }
}
