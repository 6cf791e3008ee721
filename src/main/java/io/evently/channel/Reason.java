package io.evently.channel;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why an attempt failed, in words of ours: the messages of exceptions name hosts, addresses and what servers said. */
final class Reason {

    private Reason() {}

    static Receipt of(Throwable failure) {
        return new Receipt.Retry(words(failure));
    }

    /** The same where the other side is the channel's own server: without a connection nothing was asked of anybody. */
    static Receipt ofOurServer(Throwable failure) {
        boolean none = failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof SSLException;
        return none ? new Receipt.Away(words(failure)) : new Receipt.Retry(words(failure));
    }

    static String words(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof ConnectException) {
            return "no connection";
        }
        if (failure instanceof SSLException) {
            return "no TLS";
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return "too many are waiting";
        }
        return "broken off (" + failure.getClass().getSimpleName() + ')';
    }
}
