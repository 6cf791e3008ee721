package io.evently.bench.socket;

import io.evently.bench.stage.Buyer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Users with the page open: a socket of the event-bus bridge each, on one thread of this process. */
public final class UserSockets implements AutoCloseable {
    private static final int SOCKETS_OF_AN_ADDRESS = 10_000;
    private static final int LOOK_MILLIS = 50;
    // A socket that says nothing for two minutes is closed.
    private static final long PING_NANOS = Duration.ofSeconds(40).toNanos();
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String CONFIRMATION = "\"booking_confirmation\"";
    private static final String BOOKING = "\"booking_id\":\"";
    private static final int UUID_CHARACTERS = 36;

    private final Lags lags;
    private final List<CrowdSocket> sockets = new ArrayList<>();
    private final Selector selector;
    private final Thread listening = new Thread(this::listen, "users");
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean closed;

    private UserSockets(Lags lags, Selector selector) {
        this.lags = lags;
        this.selector = selector;
        listening.setDaemon(true);
    }

    /**
     * Opens a socket for each of them; blocks until all are signed in.
     *
     * @param lags told of every confirmation that arrives
     * @throws UncheckedIOException when one cannot be opened
     */
    public static UserSockets open(InetSocketAddress node, List<Buyer> users, Lags lags) {
        try {
            UserSockets opened = new UserSockets(lags, Selector.open());
            for (Buyer user : users) {
                opened.add(node, user);
            }
            opened.listening.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("A socket cannot be opened: " + e.getMessage(), e);
        }
    }

    /** How many have ended before their time. */
    public int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (CrowdSocket socket : sockets) {
                socket.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(InetSocketAddress node, Buyer user) throws IOException {
        byte last = (byte) (1 + sockets.size() / SOCKETS_OF_AN_ADDRESS);
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, last});
        CrowdSocket socket = CrowdSocket.open(node, from, Handshake.ofUser(user.id(), user.token()));
        socket.channel().configureBlocking(false);
        SelectionKey key = socket.channel().register(selector, SelectionKey.OP_READ, socket);
        assert key.isValid();
        sockets.add(socket);
    }

    private void listen() {
        long pinged = System.nanoTime();
        try {
            while (!closed) {
                if (selector.select(LOOK_MILLIS) > 0) {
                    selector.selectedKeys().forEach(this::hear);
                    selector.selectedKeys().clear();
                }
                if (System.nanoTime() - pinged > PING_NANOS) {
                    pinged = System.nanoTime();
                    selector.keys().forEach(this::ping);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            closed = true;
        }
    }

    private void ping(SelectionKey key) {
        try {
            if (key.isValid()) {
                ((CrowdSocket) key.attachment()).say(PING);
            }
        } catch (IOException e) {
            lose(key);
        }
    }

    private void hear(SelectionKey key) {
        CrowdSocket socket = (CrowdSocket) key.attachment();
        try {
            if (!socket.fill()) {
                throw new IOException("closed");
            }
            long now = System.nanoTime();
            Optional<String> frame = socket.next();
            while (frame.isPresent()) {
                confirmed(frame.get()).ifPresent(booking -> lags.confirmed(booking, now));
                frame = socket.next();
            }
        } catch (IOException e) {
            lose(key);
        }
    }

    private void lose(SelectionKey key) {
        key.cancel();
        if (!closed) {
            lost.incrementAndGet();
        }
    }

    private static Optional<UUID> confirmed(String frame) {
        int at = frame.indexOf(BOOKING);
        int from = at + BOOKING.length();
        return at < 0 || !frame.contains(CONFIRMATION) || from + UUID_CHARACTERS > frame.length()
                ? Optional.empty()
                : Optional.of(UUID.fromString(frame.substring(from, from + UUID_CHARACTERS)));
    }
}
