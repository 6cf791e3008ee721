package io.evently.cache;

import io.evently.hash.Sha1;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis of one's own, on which one script is run again and again without waiting for the answer before. Belongs to one
 * event loop. Whoever uses it sees to deadlines, and connects again when it was lost.
 */
public final class ScriptConnection {
    /** Questions that may be under way at the same time; more fail at once. */
    private static final int UNDER_WAY = 2_048;

    private final Vertx vertx;
    private final CacheConfig config;
    private final String script;
    private final String digest;
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;

    /** Not connected yet. */
    public ScriptConnection(Vertx vertx, CacheConfig config, String script) {
        this.vertx = vertx;
        this.config = config;
        this.script = script;
        this.digest = Sha1.hex(script);
    }

    /** Connects anew and hands over the script; fails when there is no Redis, or it does not let us. */
    public Future<Void> connect() {
        close();
        if (config.url() == null) {
            return Future.failedFuture(new IllegalStateException("no Redis is configured"));
        }
        Redis made = Redis.createClient(
                vertx,
                io.evently.cache.RedisConnection.options(config, "scripts")
                        .setMaxPoolSize(1)
                        .setMaxWaitingHandlers(UNDER_WAY));
        client = made;
        return made.connect()
                .compose(open -> open.send(
                                Request.cmd(Command.SCRIPT).arg("LOAD").arg(script))
                        .onSuccess(loaded -> use(made, open)))
                .mapEmpty();
    }

    // Another may have been made meanwhile.
    private void use(Redis made, RedisConnection open) {
        if (client == made) {
            open.exceptionHandler(e -> lost(open)).endHandler(end -> lost(open));
            connection = open;
        }
    }

    private void lost(RedisConnection open) {
        if (connection == open) {
            close();
        }
    }

    public boolean isOpen() {
        return connection != null;
    }

    /** Runs the script, whose answer is a list of whole numbers. Fails when Redis is away or refuses. */
    public Future<List<Long>> run(List<String> keys, List<String> arguments) {
        RedisConnection open = connection;
        if (open == null) {
            return Future.failedFuture(new IllegalStateException("not connected to Redis"));
        }
        return open.send(request(Command.EVALSHA, digest, keys, arguments))
                // After a restart it has forgotten the script.
                .recover(e -> String.valueOf(e.getMessage()).startsWith("NOSCRIPT")
                        ? open.send(request(Command.EVAL, script, keys, arguments))
                        : Future.failedFuture(e))
                .map(ScriptConnection::numbers);
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static List<Long> numbers(@Nullable Response answer) {
        if (answer == null) {
            throw new IllegalStateException("the script answered nothing");
        }
        List<Long> numbers = new ArrayList<>(answer.size());
        answer.forEach(number -> numbers.add(number.toLong()));
        return numbers;
    }

    /** Ends the connection; what is under way fails. */
    public void close() {
        Redis old = client;
        client = null;
        connection = null;
        if (old != null) {
            old.close().onFailure(e -> {});
        }
    }
}
