package io.evently.bench.fuzz;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A connection that is opened again when the server closes it. Blocks; one thread. */
final class FuzzConnection implements AutoCloseable {
    /** What counts as no answer at all. */
    static final int PATIENCE_MILLIS = 60_000;

    private static final int LONGEST_LINE = 65_536;
    private static final int HEX = 16;

    private final InetSocketAddress node;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    FuzzConnection(InetSocketAddress node) {
        this.node = node;
        close();
    }

    /**
     * What came back.
     *
     * @param headers names in small letters; of several with one name the last
     */
    record Answer(int status, Map<String, String> headers, Buffer body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws IOException when there is none, or none that is HTTP
     */
    Answer send(FuzzRequest request) throws IOException {
        if (socket.isClosed()) {
            open();
        }
        try {
            byte[] bytes = request.bytes();
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException hungUp) {
                // Refused before all of it was sent; the answer may be there all the same.
                return answer(request);
            }
            return answer(request);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket cannot be closed", e);
        }
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(node, PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private Answer answer(FuzzRequest request) throws IOException {
        String[] first = line().split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new IOException("not HTTP: " + String.join(" ", first));
        }
        int status = Integer.parseInt(first[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("not a header: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return answer(request);
        }
        byte[] body = request.method().equals("HEAD") || status == 204 || status == 304 ? new byte[0] : body(headers);
        if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
            close();
        }
        return new Answer(status, headers, Buffer.buffer(body));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int length = Integer.parseInt(line(), HEX);
        while (length > 0) {
            all.write(exactly(length));
            line();
            length = Integer.parseInt(line(), HEX);
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer breaks off");
        }
        return bytes;
    }

    @CanIgnoreReturnValue
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("no answer: the connection was closed");
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("an endless line");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? "" : line.substring(0, line.length() - 1);
    }

    /** For requests of the run itself. */
    static FuzzRequest plain(String method, String path, String token, String body) {
        return new FuzzRequest(
                "",
                method,
                path,
                token.isEmpty()
                        ? List.of("Content-Type: application/json")
                        : List.of("Content-Type: application/json", "Authorization: Bearer " + token),
                FuzzRequest.body(body),
                false);
    }
}
