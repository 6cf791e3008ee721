package io.evently.notification.channel;

import io.evently.notification.channel.Receipt.Delivered;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Stands in for a channel in the demonstration: what would leave the house is kept for a page that shows it. */
final class LocalOutboxChannel implements Channel {
    // PostgreSQL cannot store it, and a message has no use for it.
    private static final char NUL = '\0';

    private final LocalOutboxRepository repository = new LocalOutboxRepository();
    private final ChannelName name;
    private final SqlClient accounts;
    private final Duration timeout;
    private final Clock clock;

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
    public Future<Receipt> send(Message message, Address address) {
        return repository
                .add(
                        accounts,
                        name,
                        clean(address.key()),
                        clean(message.title()),
                        clean(message.text()),
                        clock.instant())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .<Receipt>map(kept -> new Delivered("kept in the local outbox"))
                .otherwise(Reason::of);
    }

    /** The database belongs to others. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private static String clean(String text) {
        return text.replace(NUL, ' ');
    }
}
