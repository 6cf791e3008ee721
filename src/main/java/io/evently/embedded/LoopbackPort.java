package io.evently.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. */
final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * The configured port, or with none configured the previous one while it is free, so that nodes which are already
     * connected find a restarted server again; else any.
     */
    static int choose(String key, int configured, int previous) throws IOException {
        if (configured != 0) {
            if (!isFree(configured)) {
                throw new EmbeddedStartException("Port " + configured + " (" + key
                        + ") is taken: stop what listens there or choose another port.");
            }
            return configured;
        }
        return previous != 0 && isFree(previous) ? previous : anyFree();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
