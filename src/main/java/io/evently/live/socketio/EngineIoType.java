package io.evently.live.socketio;

import java.util.Arrays;
import java.util.Optional;

/** The types of packets of Engine.IO, version 4, with their numbers on the wire. */
enum EngineIoType {
    OPEN('0'),
    CLOSE('1'),
    PING('2'),
    PONG('3'),
    /** Carries a packet of Socket.IO. */
    MESSAGE('4'),
    /** The client changes to the WebSocket that it tried. */
    UPGRADE('5'),
    /** Ends a poll that has nothing to bring. */
    NOOP('6');

    private final char number;

    EngineIoType(char number) {
        this.number = number;
    }

    /** The type of a packet as it travels; empty when it has none. */
    static Optional<EngineIoType> of(String packet) {
        return packet.isEmpty()
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(type -> type.number == packet.charAt(0))
                        .findFirst();
    }

    /** A packet without data, as it travels. */
    String packet() {
        return packet("");
    }

    /** A packet as it travels. */
    String packet(String data) {
        return number + data;
    }
}
