package io.evently.bench.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request as it goes over the wire.
 *
 * @param target path and query, with nothing that would end the request line early
 * @param headers lines without their ends
 * @param body its bytes, a character for each (ISO 8859-1); empty for none
 * @param chunked whether the body goes in pieces
 */
record FuzzRequest(
        String operationId, String method, String target, List<String> headers, String body, boolean chunked) {
    private static final int CHUNK = 1_000;
    private static final int SHOWN = 400;

    /** A text as a body. */
    static String body(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: fuzz.example\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            for (int from = 0; from < body.length(); from += CHUNK) {
                int length = Math.min(CHUNK, body.length() - from);
                head.append(Integer.toHexString(length)).append("\r\n");
                head.append(body, from, from + length).append("\r\n");
            }
            head.append("0\r\n\r\n");
        } else {
            if (!body.isEmpty()) {
                head.append("Content-Length: ").append(body.length()).append("\r\n");
            }
            head.append("\r\n").append(body);
        }
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Without the token, and not too long to be read. */
    @Override
    public String toString() {
        String text = method
                + ' '
                + target
                + ' '
                + headers.stream()
                        .filter(line -> !line.startsWith("Authorization"))
                        .toList()
                + ' '
                + new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + '…';
    }
}
