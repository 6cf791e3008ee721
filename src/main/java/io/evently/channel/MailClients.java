package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The mail client, and the next one. The library cannot be told to end a dialogue: a connection on which the server goes on
 * sending, however little, would be lost for good, and with some of them all mail. So a client with which several mails were
 * given up is replaced, and closed when nothing can be under way on it any more. Any event loop.
 */
final class MailClients {
    /** One connection in so many may be lost before all are given back. */
    private static final int SHARE = 8;

    private final Vertx vertx;
    private final MailConfig options;
    private final long timeoutMs;
    private final int mostLost;
    private MailClient client;
    private int lost;
    private boolean closed;

    /** @param timeout of one mail, from the wait for a connection to the server's yes */
    MailClients(Vertx vertx, MailConfig options, Duration timeout) {
        this.vertx = vertx;
        this.options = options;
        this.timeoutMs = timeout.toMillis();
        this.mostLost = Math.max(1, options.getMaxPoolSize() / SHARE);
        this.client = MailClient.create(vertx, options);
    }

    /** How many mails find a connection at any time, those taken off that may be lost. */
    int connections() {
        return options.getMaxPoolSize() - mostLost + 1;
    }

    /** Fails with {@link TimeoutException} when the server has not said yes in time. */
    Future<MailResult> send(MailMessage mail) {
        MailClient used = current();
        return used.sendMail(mail).timeout(timeoutMs, TimeUnit.MILLISECONDS).onFailure(e -> {
            if (e instanceof TimeoutException) {
                givenUp(used);
            }
        });
    }

    synchronized Future<Void> close() {
        closed = true;
        return client.close();
    }

    private synchronized MailClient current() {
        return client;
    }

    private synchronized void givenUp(MailClient used) {
        if (used != client || closed) {
            return;
        }
        lost++;
        if (lost >= mostLost) {
            lost = 0;
            client = MailClient.create(vertx, options);
            vertx.setTimer(timeoutMs, over -> used.close().onFailure(e -> {}));
        }
    }
}
