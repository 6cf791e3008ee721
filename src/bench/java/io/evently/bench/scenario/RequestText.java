package io.evently.bench.scenario;

import io.evently.bench.load.Operation;
import io.evently.bench.load.Request;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** A request whose bytes are always the same. */
final class RequestText implements Request {
    private final Operation operation;
    private final byte[] bytes;

    private RequestText(Operation operation, byte[] bytes) {
        this.operation = operation;
        this.bytes = bytes;
    }

    /** @param token of whoever asks; empty for nobody */
    static RequestText get(Operation operation, String path, String token) {
        return new RequestText(operation, ascii("GET " + path + " HTTP/1.1\r\n" + common(token) + "\r\n"));
    }

    static RequestText post(Operation operation, String path, String token, String json) {
        return new RequestText(operation, ascii("POST " + path + " HTTP/1.1\r\n" + common(token) + body(json)));
    }

    static String common(String token) {
        return "Host: localhost\r\nAccept: application/json\r\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
    }

    static String body(String json) {
        return "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes);
    }
}
