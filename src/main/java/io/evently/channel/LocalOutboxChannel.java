package io.evently.channel;

import io.evently.channel.LocalOutboxRepository.Kept;
import io.evently.channel.Receipt.Delivered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stands in for a channel in the demo profile: what would be sent to real recipients is kept for a page that shows it. */
final class LocalOutboxChannel implements Channel {
    // PostgreSQL cannot store it, and a message has no use for it.
    private static final char NUL = '\0';

    /** In one statement; the settings are for servers of others. */
    private static final int GATHERED = 1_000;

    private final LocalOutboxRepository repository = new LocalOutboxRepository();
    private final ChannelName name;
    private final SqlClient accounts;
    private final Duration timeout;
    private final Clock clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean writing;

    LocalOutboxChannel(ChannelName name, SqlClient accounts, Duration timeout, Clock clock) {
        this.name = name;
        this.accounts = accounts;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public boolean gathers() {
        return true;
    }

    @Override
    public int atOnce(int configured) {
        return Math.max(configured, GATHERED);
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Promise<Void> kept = Promise.promise();
        synchronized (waiting) {
            waiting.add(new Waiting(
                    new Kept(clean(address.key()), clean(message.title()), clean(message.text()), clock.instant()),
                    kept));
        }
        write();
        return kept.future()
                .<Receipt>map(done -> new Delivered("kept in the local outbox"))
                .otherwise(Reason::of);
    }

    // One statement at a time, with all that came meanwhile.
    private void write() {
        List<Waiting> part;
        synchronized (waiting) {
            if (writing || waiting.isEmpty()) {
                return;
            }
            writing = true;
            part = List.copyOf(waiting);
            waiting.clear();
        }
        repository
                .add(accounts, name, part.stream().map(Waiting::message).toList())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    synchronized (waiting) {
                        writing = false;
                    }
                    part.forEach(one -> {
                        if (done.succeeded()) {
                            one.kept().complete();
                        } else {
                            one.kept().fail(done.cause());
                        }
                    });
                    write();
                });
    }

    private record Waiting(Kept message, Promise<Void> kept) {}

    /** The database belongs to others. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private static String clean(String text) {
        return text.replace(NUL, ' ');
    }
}
