package io.evently.live.socketio;

import java.util.Arrays;
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
record SocketIoPacket(Kind kind, String namespace, @Nullable String ack, String data) {
    /** With their numbers on the wire. */
    enum Kind {
        CONNECT('0'),
        DISCONNECT('1'),
        EVENT('2'),
        ACK('3'),
        CONNECT_ERROR('4');

        private final char number;

        Kind(char number) {
            this.number = number;
        }

        private static Kind of(char number) {
            return Arrays.stream(values())
                    .filter(kind -> kind.number == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final String ROOT = "/";
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
                Kind.of(matcher.group(1).charAt(0)),
                namespace == null ? ROOT : namespace,
                matcher.group(3),
                data == null ? "" : data));
    }

    /** The packet as Engine.IO carries it, in a message of its own. */
    static String text(Kind kind, String namespace, @Nullable String ack, String data) {
        String address = namespace.equals(ROOT) ? "" : namespace + ',';
        return EngineIoType.MESSAGE.packet(kind.number + address + (ack == null ? "" : ack) + data);
    }
}
