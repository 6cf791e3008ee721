package io.evently.embedded;

import io.evently.testing.TestServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The packaged Redis as a process of one test, to be killed and started again. */
public final class OwnRedis implements AutoCloseable {
    private final Path program;
    private final int port = TestServices.freePort();
    private @Nullable Process process;

    private OwnRedis(Path program) {
        this.program = program;
    }

    /**
     * Starts one on a free port.
     *
     * @param directory where the program is unpacked
     */
    public static OwnRedis start(Path directory) throws IOException {
        OwnRedis redis = new OwnRedis(Binaries.of(DataDirectory.open(directory)).redis());
        redis.start();
        return redis;
    }

    /** Starts it on the same port, without what it knew. */
    public void start() throws IOException {
        process = new ProcessBuilder(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::listens);
    }

    /** As {@code kill -9} does. */
    public void kill() {
        if (process != null) {
            Process killed = process.destroyForcibly().onExit().join();
            assert !killed.isAlive();
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
