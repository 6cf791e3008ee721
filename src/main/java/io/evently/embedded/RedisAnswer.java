package io.evently.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The two things we ever ask the embedded Redis: who it is, and to end. */
final class RedisAnswer {
    private static final int TIMEOUT_MS = 2_000;
    private static final String PROCESS_ID = "process_id:";

    private RedisAnswer() {}

    /** The process behind the port when it is ours, that is, takes our password. */
    static OptionalLong processId(int port, Password password) {
        try (Socket socket = ask(port, password, "INFO server\r\nQUIT\r\n");
                BufferedReader answer = reader(socket)) {
            if (!"+OK".equals(answer.readLine())) {
                return OptionalLong.empty();
            }
            return answer.lines()
                    .filter(line -> line.startsWith(PROCESS_ID))
                    .mapToLong(line -> Long.parseLong(line.substring(PROCESS_ID.length())))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Asks it to end and waits until it has hung up. */
    static void shutdown(int port, Password password) throws IOException {
        try (Socket socket = ask(port, password, "SHUTDOWN NOSAVE\r\n");
                BufferedReader answer = reader(socket)) {
            String line = answer.readLine();
            while (line != null) {
                line = answer.readLine();
            }
        }
    }

    private static Socket ask(int port, Password password, String commands) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            String text = "AUTH " + password.secret() + "\r\n" + commands;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
