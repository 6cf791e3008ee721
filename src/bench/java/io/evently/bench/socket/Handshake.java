package io.evently.bench.socket;

import java.util.List;
import java.util.UUID;

/**
 * What is said when a socket is opened.
 *
 * @param path of the socket
 * @param greeting how the server's first frame begins; empty: it says nothing by itself
 * @param wishes what the client sends then
 * @param answer how the server's answer to that begins; empty: there is none
 */
public record Handshake(String path, String greeting, List<String> wishes, String answer) {
    private static final String BRIDGE = "/eventbus/websocket";
    // Nobody listens there; once that is said, everything before was dealt with.
    private static final String QUESTION =
            "{\"type\":\"send\",\"address\":\"nothing\",\"replyAddress\":\"r\",\"headers\":{},\"body\":null}";
    private static final String REFUSAL = "{\"type\":\"err\"";

    public Handshake {
        wishes = List.copyOf(wishes);
    }

    /** Of the event-bus bridge, for what a user is told. */
    public static Handshake ofUser(UUID user, String token) {
        String register = "{\"type\":\"register\",\"address\":\"users." + user
                + "\",\"headers\":{\"Authorization\":\"Bearer " + token + "\"}}";
        return new Handshake(BRIDGE, "", List.of(register, QUESTION), REFUSAL);
    }

    /** Of the event-bus bridge, for what everybody is told. */
    public static Handshake ofAlerts() {
        return new Handshake(
                BRIDGE, "", List.of("{\"type\":\"register\",\"address\":\"system.alerts\",\"headers\":{}}"), "");
    }
}
