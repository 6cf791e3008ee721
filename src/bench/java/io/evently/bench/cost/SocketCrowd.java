package io.evently.bench.cost;

import io.evently.bench.socket.CrowdSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Many sockets of one node, all of them listening, on one thread of this process. */
final class SocketCrowd implements AutoCloseable {
    private static final int SOCKETS_OF_AN_ADDRESS = 10_000;
    private static final String PING = "2";
    private static final String PONG = "3";

    private final SocketKind kind;
    private final InetSocketAddress node;
    private final List<CrowdSocket> sockets = new ArrayList<>();
    private final Selector selector;
    private final Thread listening = new Thread(this::listen, "crowd");
    private volatile String awaited = "";
    private volatile CountDownLatch missing = new CountDownLatch(0);
    private volatile boolean closed;
    private final AtomicInteger lost = new AtomicInteger();

    SocketCrowd(SocketKind kind, InetSocketAddress node) throws IOException {
        this.kind = kind;
        this.node = node;
        this.selector = Selector.open();
        listening.setDaemon(true);
        listening.start();
    }

    int size() {
        return sockets.size();
    }

    int lost() {
        return lost.get();
    }

    void growTo(int count) throws IOException {
        while (sockets.size() < count) {
            byte last = (byte) (1 + sockets.size() / SOCKETS_OF_AN_ADDRESS);
            InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, last});
            CrowdSocket socket = CrowdSocket.open(node, from, kind.handshake());
            socket.channel().configureBlocking(false);
            SelectionKey key = socket.channel().register(selector.wakeup(), SelectionKey.OP_READ, socket);
            assert key.isValid();
            sockets.add(socket);
        }
    }

    /** Counts down once for each socket that hears a text with this in it. */
    CountDownLatch expect(String text) {
        missing = new CountDownLatch(sockets.size());
        awaited = text;
        return missing;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        for (CrowdSocket socket : sockets) {
            socket.channel().close();
        }
        selector.close();
    }

    private void listen() {
        while (!closed) {
            try {
                int ready = selector.select(50);
                if (ready > 0) {
                    selector.selectedKeys().forEach(this::hear);
                    selector.selectedKeys().clear();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void hear(SelectionKey key) {
        CrowdSocket socket = (CrowdSocket) key.attachment();
        try {
            if (!socket.fill()) {
                throw new IOException("closed");
            }
            Optional<String> frame = socket.next();
            while (frame.isPresent()) {
                if (frame.get().equals(PING)) {
                    socket.say(PONG);
                } else if (!awaited.isEmpty() && frame.get().contains(awaited)) {
                    missing.countDown();
                }
                frame = socket.next();
            }
        } catch (IOException e) {
            if (lost.incrementAndGet() > 0) {
                key.cancel();
            }
        }
    }
}
