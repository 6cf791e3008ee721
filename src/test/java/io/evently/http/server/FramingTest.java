package io.evently.http.server;

import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.http.Envelope;
import io.evently.http.Reply;
import io.evently.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each test sends a doubtful request and a plain one behind it, which a proxy in front may have meant for somebody else.
 * Written in Java's escapes: a line of a header ends where its string says so.
 */
// What goes over the wire is written with its line ends.
@SuppressWarnings("StringConcatToTextBlock")
@ExtendWith(VertxExtension.class)
@DisplayName("A request that can be read in two ways")
class FramingTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
    private static final String BODY = "{\"email\":\"a@b.example\",\"password\":\"x\"}";
    private static final String CHUNKED = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
    private static final String PLAIN = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Caller CALLER = new Caller(new UUID(1, 2), "a@b.example", Role.USER, "token", Instant.MAX);

    private final AtomicInteger plainServed = new AtomicInteger();
    private final AtomicInteger bodiesTaken = new AtomicInteger();
    private EdgeFixture edge;

    @BeforeEach
    void start(Vertx vertx) {
        edge = EdgeFixture.start(
                vertx,
                token -> Optional.of(CALLER),
                v -> operations -> operations
                        .on("getLiveness", call -> {
                            plainServed.incrementAndGet();
                            return Future.succeededFuture(Reply.ok(Envelope.success()));
                        })
                        .on("loginUser", call -> {
                            bodiesTaken.incrementAndGet();
                            return Future.succeededFuture(Reply.ok(Envelope.success()));
                        }));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    static Stream<String> lengths() {
        return Stream.of(
                post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\ncontent-length: " + CHUNKED.length() + "\r\n") + CHUNKED,
                post10("Content-Length: " + CHUNKED.length() + "\r\nTransfer-Encoding: chunked\r\n") + CHUNKED,
                post10("Transfer-Encoding: chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked, xchunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked, identity\r\n") + CHUNKED,
                post("Transfer-Encoding: identity, chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: gzip, chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked, chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: ,chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked,\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked;q=1\r\n") + CHUNKED,
                post("Transfer-Encoding: \"chunked\"\r\n") + CHUNKED,
                post("Transfer-Encoding: xchunked\r\n") + CHUNKED,
                post("Transfer-Encoding: gzip\r\n") + CHUNKED,
                post("Transfer-Encoding: identity\r\n") + CHUNKED,
                post("Transfer-Encoding:\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + CHUNKED,
                post("Transfer-Encoding:\r\n chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\n \r\n") + CHUNKED,
                post("Transfer-Encoding:\u000bchunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\u000b\r\n") + CHUNKED,
                post("Transfer-Encoding : chunked\r\n") + CHUNKED,
                post("Transfer-Encoding: chunked\r\nX: \u0000\r\n") + CHUNKED,
                post("Content-Length: " + BODY.length() + "\r\nContent-Length: " + BODY.length() + "\r\n") + BODY,
                post("Content-Length: " + BODY.length() + ", " + BODY.length() + "\r\n") + BODY,
                post("Content-Length: +" + BODY.length() + "\r\n") + BODY,
                post("Content-Length: -1\r\n") + BODY,
                post("Content-Length: 0x26\r\n") + BODY,
                post("Content-Length: 3 8\r\n") + BODY,
                post("Content-Length:\r\n " + BODY.length() + "\r\n") + BODY,
                post("Content-Length: 1\r\n 8\r\n") + BODY,
                post("Content-Length: 4294967334\r\nContent-Length: " + BODY.length() + "\r\n") + BODY,
                post("Content-Length: 99999999999999999999\r\n") + BODY);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    @DisplayName("as to the length of its body is refused, and nothing behind it is read")
    void length(String request) throws IOException {
        assertRefused(request);
    }

    static Stream<String> chunks() {
        String size = Integer.toHexString(BODY.length());
        String end = "\r\n" + BODY + "\r\n0\r\n\r\n";
        return Stream.of(
                "1000000" + "00".substring(size.length() - 2) + size + end,
                "100000000000000" + size + end,
                "ffffffff" + size + end,
                " " + size + end,
                size + " " + end,
                "\t" + size + end,
                "0x" + size + end,
                "+" + size + end,
                "-" + size + end,
                size + "\n" + BODY + "\r\n0\r\n\r\n",
                size + "\r\n" + BODY + "\n0\r\n\r\n",
                size + "\r\n" + BODY + "X0\r\n\r\n",
                size + "\r\n" + BODY + "\r\n\r\n0\r\n\r\n",
                size + ";a=\"\r\nx\"" + end,
                size + ";a\nb" + end,
                "g" + end,
                ";a" + end,
                "\r\n" + size + end);
    }

    @ParameterizedTest
    @MethodSource("chunks")
    @DisplayName("as to the size of a chunk is refused, and neither taken nor anything behind it read")
    void chunk(String chunks) throws IOException {
        try (LogLines log = LogLines.watch("text")) {
            assertRefused(post("Transfer-Encoding: chunked\r\n") + chunks);
            assertThat(log.with("ERROR")).isEmpty();
        }
        assertThat(bodiesTaken).hasValue(0);
    }

    static Stream<String> heads() {
        return Stream.of(
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
                "GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\r\n \r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\n Content-Length: 5\r\n\r\n",
                "GET /health/live HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX-No-Colon\r\n\r\n",
                "GET /health/live HTTP/1.1\nHost: a\n\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n",
                "GET  /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1 \r\nHost: a\r\n\r\n",
                " GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\t/health/live\tHTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\u000b/health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\u000c/health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\r/health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live?a=\u007f HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.2\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/0.9\r\nHost: a\r\n\r\n",
                "GET /health/live\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n",
                "\u0000GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0001GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0007GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u007fGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\tGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\u0000\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\rGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("heads")
    @DisplayName("as to where its head begins and ends is refused, and nothing behind it is read")
    void head(String request) throws IOException {
        assertRefused(request);
        assertThat(plainServed).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("heads")
    @DisplayName("is refused as well when it comes behind one that is in order")
    void second(String request) throws IOException {
        String answer = send(PLAIN + request + PLAIN);
        assertThat(statuses(answer)).as(answer).hasSize(2).startsWith(200).endsWith(400);
        assertThat(plainServed).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("heads")
    @DisplayName("is refused as well when it comes byte by byte")
    void piecemeal(String request) throws IOException {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < request.length(); i++) {
            pieces.add(request.substring(i, i + 1));
        }
        pieces.add(PLAIN);
        String answer = send(pieces.toArray(String[]::new));
        assertThat(statuses(answer)).as(answer).hasSizeLessThanOrEqualTo(1).allMatch(status -> status == 400);
        assertThat(plainServed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nhost: x:3000\r\nX-Empty:\r\nX-Tabs:\ta\tb\t\r\n\r\n",
                "\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "GET /health/live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n2;a=b;c=\"d\"\r\n{}\r\n"
                        + "0\r\nHost: y\r\nX-Trailer: z\r\n\r\n"
            })
    @DisplayName("is not what an unusual one in order is: it is served, and so is the next")
    void inOrder(String request) throws IOException {
        String last = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertThat(statuses(send(request + request + last))).containsExactly(200, 200, 200);
        String whole = request + last;
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < whole.length(); i++) {
            pieces.add(whole.substring(i, i + 1));
        }
        assertThat(statuses(send(pieces.toArray(String[]::new)))).containsExactly(200, 200);
    }

    @Test
    @DisplayName("is not what a body is that comes in many chunks")
    void manyChunks() throws IOException {
        StringBuilder chunks = new StringBuilder();
        for (int i = 0; i < BODY.length(); i++) {
            chunks.append("001;x=y\r\n").append(BODY.charAt(i)).append("\r\n");
        }
        String answer = send(post("Transfer-Encoding: chunked\r\n") + chunks + "0000\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(statuses(answer)).as(answer).containsExactly(200, 200);
        assertThat(bodiesTaken).hasValue(1);
    }

    private void assertRefused(String request) throws IOException {
        String answer = send(request + PLAIN + PLAIN);
        assertThat(statuses(answer)).as(answer).containsExactly(400);
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        assertThat(plainServed).hasValue(0);
    }

    private String send(String... pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            try {
                for (String piece : pieces) {
                    out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                }
            } catch (SocketException hungUp) {
                // The answer was decided before all was sent.
                return readAll(socket.getInputStream());
            }
            return readAll(socket.getInputStream());
        }
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                all.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            return all.toString(StandardCharsets.ISO_8859_1);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static List<Integer> statuses(String answer) {
        List<Integer> statuses = new ArrayList<>();
        Matcher matcher = STATUS.matcher(answer);
        while (matcher.find()) {
            statuses.add(Integer.parseInt(matcher.group(1)));
        }
        return statuses;
    }

    private static String post(String headers) {
        return "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + headers + "\r\n";
    }

    private static String post10(String headers) {
        return "POST /api/v1/auth/login HTTP/1.0\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n"
                + headers + "\r\n";
    }
}
