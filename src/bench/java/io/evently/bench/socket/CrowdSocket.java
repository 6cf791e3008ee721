package io.evently.bench.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One WebSocket (RFC 6455) that says little and listens. Blocks until it is handed to a selector. */
public final class CrowdSocket {
    private static final int ROOM = 4_096;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LONG_LENGTH = 126;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(ROOM);

    private CrowdSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Connects and shakes hands.
     *
     * @param from a loopback address, since one of them has not enough ports for all
     */
    public static CrowdSocket open(InetSocketAddress node, InetAddress from, Handshake handshake) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0));
        if (!channel.connect(node)) {
            throw new IOException("not connected");
        }
        CrowdSocket socket = new CrowdSocket(channel);
        socket.send(
                ("GET " + handshake.path() + " HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: http://localhost:3000\r\n"
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.skipHead();
        socket.expect(handshake.greeting());
        for (String wish : handshake.wishes()) {
            socket.say(wish);
        }
        socket.expect(handshake.answer());
        return socket;
    }

    public SocketChannel channel() {
        return channel;
    }

    /** Reads what is there; false at the end of the stream. */
    public boolean fill() throws IOException {
        return channel.read(in) >= 0;
    }

    /** The next whole text frame that was read. */
    public Optional<String> next() {
        in.flip();
        try {
            if (in.remaining() < 2) {
                return Optional.empty();
            }
            in.mark();
            int opcode = in.get() & 0xF;
            int length = in.get() & 0x7F;
            if (length == LONG_LENGTH) {
                length = in.remaining() < Short.BYTES ? Integer.MAX_VALUE : in.getShort() & 0xFFFF;
            }
            if (in.remaining() < length) {
                in.reset();
                return Optional.empty();
            }
            byte[] payload = new byte[length];
            in.get(payload);
            return Optional.of(opcode == 1 ? new String(payload, StandardCharsets.UTF_8) : "");
        } finally {
            in.compact();
        }
    }

    /** A short text; masked with noughts, which the protocol allows and costs nothing. */
    public void say(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) TEXT);
        if (payload.length < LONG_LENGTH) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | LONG_LENGTH)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        send(bytes);
    }

    private void send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            int written = channel.write(out);
            assert written >= 0;
        }
    }

    private void skipHead() throws IOException {
        while (true) {
            require(fill());
            in.flip();
            String head = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
            int end = head.indexOf("\r\n\r\n");
            if (end >= 0 && !head.startsWith("HTTP/1.1 101")) {
                throw new IOException(head.lines().findFirst().orElse("no answer"));
            }
            in.position(end < 0 ? 0 : end + 4);
            in.compact();
            if (end >= 0) {
                return;
            }
        }
    }

    private void expect(String beginning) throws IOException {
        if (beginning.isEmpty()) {
            return;
        }
        Optional<String> frame = next();
        while (frame.isEmpty() || isNews(frame.get())) {
            if (frame.isEmpty()) {
                require(fill());
            }
            frame = next();
        }
        if (!frame.get().startsWith(beginning)) {
            throw new IOException("expected " + beginning + ", got " + frame.get());
        }
    }

    // Of bookings made before: it may come between the wish to hear it and the answer to that.
    private static boolean isNews(String frame) {
        return frame.startsWith("{\"type\":\"rec\"") || frame.startsWith("42[");
    }

    private static void require(boolean open) throws IOException {
        if (!open) {
            throw new IOException("the node closed the connection");
        }
    }
}
