package io.evently.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What no client library would send. Every request asks for the connection to be closed, so reading to the end ends. */
@ExtendWith(TwoNodes.Shared.class)
@DisplayName("Bytes written straight to the socket")
class RawRequestsIT {
    private static final String END = "\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");

    private final TwoNodes nodes;

    RawRequestsIT(TwoNodes nodes) {
        this.nodes = nodes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/events/%00",
                "/api/v1/events/%0d%0aX-Injected:%20yes",
                "/api/v1/events/%ff",
                "/api/v1/events/%c0%af",
                "/api/v1/events/%ed%a0%80",
                "/api/v1/events/%",
                "/api/v1/events/%zz",
                "/api/v1/events/%u0041",
                "/api/v1/events/%2e%2e",
                "/api/v1/events/%2F",
                "/api/v1/../../etc/passwd",
                "/api/v1/events/..%5c..%5cwindows",
                "/docs/../application.yaml",
                "/docs/%2e%2e/openapi.yaml",
                "/docs/..%2fopenapi.yaml",
                "/docs//etc/passwd",
                "//api/v1/events",
                "/api/v1//events",
                "/API/V1/EVENTS",
                "/api/v1/events;jsessionid=1",
                "/api/v1/events#part",
                "*",
                "/api/v1/events/\u00ff",
                "/api/v1/events/|<>^`{}"
            })
    @DisplayName("for paths that name nothing are refused")
    void paths(String path) throws IOException {
        assertThat(statuses(send("GET " + path + " HTTP/1.1" + END)))
                .as(path)
                .hasSize(1)
                .allSatisfy(status -> assertThat(status).isBetween(400, 499));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=%",
                "limit=%zz",
                "limit=%00",
                "limit=1&limit=2",
                "%00=1",
                "q=%ff%fe",
                "q=%c0%80",
                "q=%ed%a0%80",
                "q=%0d%0aX-Injected:%20yes",
                "&&&&=&=",
                "=",
                "limit",
                "limit[]=1",
                "limit[$gt]=1",
                "a=1;limit=2",
                "?limit=1",
                "q=\u00ff"
            })
    @DisplayName("for odd queries are answered or refused, never with a fault of ours")
    void queries(String query) throws IOException {
        String answer = send("GET /api/v1/events?" + query + " HTTP/1.1" + END);
        assertThat(statuses(answer))
                .as(answer)
                .hasSize(1)
                .allSatisfy(status -> assertThat(status).isBetween(200, 499));
        assertThat(answer).doesNotContainPattern("(?m)^X-Injected");
    }

    @Test
    @DisplayName("of enormous length are refused as too long")
    void lengths() throws IOException {
        assertThat(statuses(send("GET /api/v1/events?q=" + "x".repeat(5_000) + " HTTP/1.1" + END)))
                .containsExactly(414);
        assertThat(statuses(send("GET /api/v1/events HTTP/1.1\r\nX-Long: " + "x".repeat(9_000) + END)))
                .containsExactly(431);
        assertThat(statuses(send("GET /api/v1/events HTTP/1.1\r\n" + "X-Many: x\r\n".repeat(2_000) + "A: b" + END)))
                .containsExactly(431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\rX-Injected: yes",
                "Origin: http://localhost:1\rX-Injected: yes",
                "Origin: http://localhost:1\nX-Injected: yes",
                "If-None-Match: \"\u0001\"",
                "If-None-Match: \"a\r\n b\"",
                "X-Null: a\u0000b",
                "Bad Name: x",
                "X-No-Colon",
                ": no name",
                " X-Folded: x",
                "Expect: something",
                "Content-Length: -1",
                "Content-Length: 5x",
                "Content-Length: 99999999999999999999",
                "Content-Length: 0\r\nContent-Length: 5",
                "Transfer-Encoding: xchunked",
                "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
                "Accept: " + "application/problem+json;q=x,*/*;q=-1,;",
                "Authorization: Bearer \u00ff\u00fe",
                "X-Forwarded-For: 1.2.3.4, ' OR 1=1 --, ::::"
            })
    @DisplayName("with odd headers put nothing into an answer and cause no fault of ours")
    void headers(String header) throws IOException {
        String answer = send("GET /api/v1/events?limit=1 HTTP/1.1\r\n" + header + END);
        assertThat(statuses(answer))
                .as(answer)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(status -> assertThat(status).isBetween(200, 499));
        assertThat(answer).doesNotContainPattern("(?m)^X-Injected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 6",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding:\u000bchunked\r\nContent-Length: 3",
                "Transfer-Encoding : chunked\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 0"
            })
    @DisplayName("whose length can be read in two ways smuggle no second request in")
    void smuggling(String framing) throws IOException {
        String smuggled = "0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String answer = send("POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n" + framing + "\r\n\r\n" + smuggled);
        assertThat(statuses(answer))
                .as(answer)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(status -> assertThat(status).isBetween(400, 499));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/events\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET http://evil.example/api/v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    @DisplayName("that are no request of this API are refused or hung up on")
    void notRequests(String bytes) throws IOException {
        assertThat(statuses(send(bytes)))
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(status -> assertThat(status).isBetween(400, 499));
    }

    private String send(String bytes) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), nodes.one().port())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readAll(socket.getInputStream());
        }
    }

    // A server that hangs up on what it has not read resets the connection; what came before that counts.
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
}
