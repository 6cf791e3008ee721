package io.evently.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.mail.MailConfig;
import java.util.concurrent.TimeUnit;

/** Looks whether a mail server greets those who come, on a connection of its own and without saying a word. */
final class SmtpGreeting {
    /** RFC 5321, 4.2: the first digit of a reply that says yes. */
    private static final byte YES = '2';

    private final NetClient client;
    private final MailConfig server;

    /** @param server as the mail client reaches it */
    SmtpGreeting(Vertx vertx, MailConfig server) {
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout(server.getConnectTimeout())
                .setSsl(server.isSsl())
                .setHostnameVerificationAlgorithm(server.getHostnameVerificationAlgorithm());
        if (server.getTrustOptions() != null) {
            options.setTrustOptions(server.getTrustOptions());
        }
        this.client = vertx.createNetClient(options);
        this.server = server;
    }

    /** Never fails; false when there is no greeting, or one that turns away, within the time that a connection has. */
    Future<Boolean> heard() {
        return client.connect(server.getPort(), server.getHostname())
                .compose(this::greeting)
                .otherwise(false);
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Boolean> greeting(NetSocket socket) {
        Promise<Boolean> first = Promise.promise();
        socket.handler(bytes -> first.tryComplete(bytes.getByte(0) == YES));
        socket.closeHandler(closed -> first.tryComplete(false));
        return first.future()
                .timeout(server.getConnectTimeout(), TimeUnit.MILLISECONDS)
                .onComplete(heard -> socket.close().onFailure(closed -> {}));
    }
}
