package io.evently.bench.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports of 127.0.0.1 that were free a moment ago. No two callers in this JVM get the same one before all others were handed
 * out, and none is a port that the system gives to outgoing connections or to servers that ask for any. Any thread may ask.
 */
public final class FreePorts {
    private static final int LOWEST = 10_000;
    // Linux hands out ports from 32,768 on by itself.
    private static final int COUNT = 22_000;
    // Two JVMs that run at a time seldom begin near each other.
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private FreePorts() {}

    /** One port. */
    public static int any() {
        return inARow(1);
    }

    /** First of so many ports in a row. */
    public static int inARow(int count) {
        for (int tried = 0; tried < COUNT; tried++) {
            int first = LOWEST + NEXT.getAndUpdate(next -> (next + count) % (COUNT - count));
            if (IntStream.range(first, first + count).allMatch(FreePorts::free)) {
                return first;
            }
        }
        throw new IllegalStateException("No " + count + " ports in a row are free");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
