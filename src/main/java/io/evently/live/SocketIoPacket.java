package io.evently.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One packet of the Socket.IO protocol, version 5, without attachments: there is nothing binary here.
 *
 * @param ack number by which the client knows the answer; null when it wants none
 * @param data JSON text; empty when there is none
 */
record SocketIoPacket(Type type, String namespace, @Nullable String ack, String data) {
    /** In the order of their numbers on the wire. */
    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR
    }

    private static final String ROOT = "/";
    private static final Type[] TYPES = Type.values();
    private static final Pattern FORM =
            Pattern.compile("([0-4])(?:(/[^,]{0,100})(?:,|$))?([0-9]{1,10})?([\\[{].*)?", Pattern.DOTALL);

    /** Reads a packet; empty when it is none, or a binary one. */
    static Optional<SocketIoPacket> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String namespace = matcher.group(2);
        String data = matcher.group(4);
        return Optional.of(new SocketIoPacket(
                TYPES[matcher.group(1).charAt(0) - '0'],
                namespace == null ? ROOT : namespace,
                matcher.group(3),
                data == null ? "" : data));
    }

    /** The packet as Engine.IO carries it, in a message of its own. */
    static String text(Type type, String namespace, @Nullable String ack, String data) {
        return "4" + type.ordinal() + (namespace.equals(ROOT) ? "" : namespace + ',') + (ack == null ? "" : ack) + data;
    }
}
