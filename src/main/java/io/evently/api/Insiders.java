package io.evently.api;

import io.evently.http.Call;
import io.evently.net.IpRange;
import java.net.InetAddress;

/** Who may see what a node says of itself: its metrics and the detail of its health. */
public enum Insiders {
    /** Everybody: on a port that strangers do not reach, and in the demo. */
    EVERYBODY,
    /** An administrator, by a token, and whoever asks from this machine. */
    ADMINS_AND_LOOPBACK;

    boolean include(Call call) {
        return this == EVERYBODY
                || call.optionalCaller().filter(caller -> caller.isAdmin()).isPresent()
                || isLocal(call);
    }

    // A proxy on this machine comes from loopback as well. It says whom it speaks for.
    private static boolean isLocal(Call call) {
        return call.header("X-Forwarded-For").isEmpty()
                && call.header("Forwarded").isEmpty()
                && call.header("Via").isEmpty()
                && IpRange.address(call.clientAddress())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }
}
