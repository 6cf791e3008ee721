package io.evently.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.OpenStreams;
import io.evently.http.server.ReplyWriter;
import io.evently.http.stage.HttpArrival;
import io.evently.http.stage.HttpMetrics;
import io.evently.http.stage.TraceStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.streams.ReadStream;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("An answer that goes on")
class ReplyStreamTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CHUNK = 64 * 1024;
    private static final long MOST_BUFFERED = 64L << 20;

    private final AtomicInteger over = new AtomicInteger();

    /** Gives chunks for as long as somebody takes them. */
    private static final class Endless implements ReadStream<Buffer> {
        private final AtomicLong given = new AtomicLong();
        private final Vertx vertx;
        private boolean paused;
        private @Nullable Handler<Buffer> taker;

        Endless(Vertx vertx) {
            this.vertx = vertx;
        }

        private void give(Void again) {
            if (!paused && taker != null) {
                given.addAndGet(CHUNK);
                taker.handle(Buffer.buffer(new byte[CHUNK]));
                vertx.runOnContext(this::give);
            }
        }

        @Override
        public Endless handler(@Nullable Handler<Buffer> handler) {
            taker = handler;
            give(null);
            return this;
        }

        @Override
        public Endless pause() {
            paused = true;
            return this;
        }

        @Override
        public Endless resume() {
            if (paused) {
                paused = false;
                vertx.runOnContext(this::give);
            }
            return this;
        }

        @Override
        public Endless fetch(long amount) {
            return resume();
        }

        @Override
        public Endless exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Endless endHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }

    @Test
    @DisplayName("takes no more from its source than the client reads, and is told when the client leaves")
    void slowReader(Vertx vertx) throws Exception {
        AtomicReference<Endless> source = new AtomicReference<>();
        try (EdgeFixture edge = edge(vertx, () -> {
            source.set(new Endless(vertx));
            return Reply.stream("application/octet-stream", source.get(), over::incrementAndGet);
        })) {
            readSlowly(ask(edge.port(), "GET"), source);
            Awaitility.await().atMost(PATIENCE).until(() -> over.get() == 1);
        }
        assertThat(over).hasValue(1);
    }

    @Test
    @DisplayName("ends when the node stops, at once, also for a client that does not read")
    void stop(Vertx vertx) throws Exception {
        List<Supplier<Reply>> replies = new CopyOnWriteArrayList<>(List.of(
                () -> Reply.stream("application/octet-stream", new Endless(vertx), over::incrementAndGet),
                () -> new ServerSentEvents(10).reply(over::incrementAndGet)));
        EdgeFixture edge = edge(vertx, () -> replies.remove(0).get());
        try (Socket unread = ask(edge.port(), "GET")) {
            Awaitility.await().atMost(PATIENCE).until(() -> replies.size() == 1);
            try (Socket listening = ask(edge.port(), "GET")) {
                BufferedReader reader = reader(listening);
                assertThat(head(reader))
                        .contains("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "transfer-encoding: chunked");
                long before = System.nanoTime();
                Future<Void> stopped = edge.stop();
                assertThat(reader.lines().toList()).containsExactly("0", "");
                assertThat(stopped.await(1, TimeUnit.MINUTES)).isNull();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
                assertThat(unread.isConnected()).isTrue();
            }
        }
        assertThat(over).hasValue(2);
    }

    @Test
    @DisplayName("gives a client that hears nothing a sign of life, and tells it events as they happen")
    void signOfLife(Vertx vertx) throws Exception {
        ServerSentEvents events = new ServerSentEvents(10);
        HttpServer server = serve(vertx, Duration.ofMillis(50), () -> events.reply(over::incrementAndGet));
        try (Socket client = ask(server.actualPort(), "GET")) {
            BufferedReader reader = reader(client);
            List<String> head = head(reader);
            assertThat(head).anyMatch(line -> line.startsWith("X-Trace-Id: "));
            for (int signs = 0; signs < 3; ) {
                signs += ": keep-alive".equals(reader.readLine()) ? 1 : 0;
            }
            vertx.runOnContext(now -> {
                events.send("seats", "{\"left\":3}\n{\"of\":9}");
                events.end();
            });
            List<String> told = new ArrayList<>();
            for (String line = reader.readLine(); line != null && !line.equals("0"); line = reader.readLine()) {
                told.add(line);
            }
            assertThat(told).containsSubsequence("event: seats", "data: {\"left\":3}", "data: {\"of\":9}", "");
            Awaitility.await().atMost(PATIENCE).until(() -> over.get() == 1);
        }
        await(server.close());
    }

    @Test
    @DisplayName("is not begun for HEAD, and its source is told")
    void head(Vertx vertx) throws Exception {
        try (EdgeFixture edge =
                edge(vertx, () -> Reply.stream("text/event-stream", new Endless(vertx), over::incrementAndGet))) {
            assertThat(edge.send("HEAD", "/api/v1/events", null).header("Content-Type"))
                    .isEqualTo("text/event-stream");
        }
        assertThat(over).hasValue(1);
    }

    @Test
    @DisplayName("reaches a client of HTTP/1.0, to which the end of the connection is its end")
    void oldClient(Vertx vertx) throws Exception {
        try (EdgeFixture edge = edge(vertx, () -> {
                    ServerSentEvents events = new ServerSentEvents(10);
                    events.send("seats", "3");
                    events.end();
                    return events.reply(over::incrementAndGet);
                });
                Socket client = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n".getBytes(UTF_8));
            BufferedReader reader = reader(client);
            assertThat(head(reader))
                    .contains("HTTP/1.0 200 OK")
                    .noneMatch(line -> line.startsWith("transfer-encoding"));
            assertThat(reader.lines().toList()).containsExactly("event: seats", "data: 3", "");
        }
        assertThat(over).hasValue(1);
    }

    @Test
    @DisplayName("lets events wait for a client up to a limit, and drops what comes then")
    void limit() {
        ServerSentEvents events = new ServerSentEvents(2);
        List<String> told = new ArrayList<>();
        assertThat(events.pause()).isSameAs(events);
        assertThat(events.send("a", "1")).isTrue();
        assertThat(events.send("b", "2")).isTrue();
        assertThat(events.send("c", "3")).isFalse();
        assertThat(events.handler(chunk -> told.add(chunk.toString()))).isSameAs(events);
        assertThat(told).isEmpty();
        assertThat(events.fetch(1)).isSameAs(events);
        assertThat(told).containsExactly("event: a\ndata: 1\n\n");
        assertThat(events.resume()).isSameAs(events);
        assertThat(events.send("d\ndata: x", "4\r\n5")).isTrue();
        assertThat(told)
                .containsExactly(
                        "event: a\ndata: 1\n\n", "event: b\ndata: 2\n\n", "event: d data: x\ndata: 4\ndata: 5\n\n");
        events.end();
        assertThat(events.send("e", "6")).isFalse();
    }

    private EdgeFixture edge(Vertx vertx, Supplier<Reply> reply) {
        return EdgeFixture.start(
                vertx,
                token -> Optional.empty(),
                v -> operations -> operations.on("listEvents", call -> Future.succeededFuture(reply.get())));
    }

    private static HttpServer serve(Vertx vertx, Duration silence, Supplier<Reply> reply) {
        HttpMetrics meters = new HttpMetrics(new SimpleMeterRegistry());
        OpenStreams streams = new OpenStreams(vertx);
        streams.start(silence);
        TraceStage trace = new TraceStage(new SplittableRandom(1));
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            HttpArrival arrival = new HttpArrival(request, "127.0.0.1");
            trace.begin(arrival);
            new ReplyWriter(vertx, arrival, meters, Clock.systemUTC(), streams).write(reply.get());
        });
        await(server.listen(0, "127.0.0.1"));
        return server;
    }

    // Ends as a client does that loses its patience.
    private void readSlowly(Socket client, AtomicReference<Endless> source) throws IOException {
        try (client) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> source.get() != null && source.get().given.get() > 0);
            long full = settled(source.get().given);
            assertThat(full).isLessThan(MOST_BUFFERED);
            assertThat(over).hasValue(0);
            // What the client reads makes room for more.
            InputStream in = client.getInputStream();
            byte[] taken = new byte[CHUNK];
            for (long read = 0; read < 2 * MOST_BUFFERED; read += Math.max(1, in.read(taken))) {
                assertThat(over).hasValue(0);
            }
            assertThat(source.get().given.get()).isGreaterThan(2 * MOST_BUFFERED - CHUNK);
            client.setSoLinger(true, 0);
        }
    }

    private static Socket ask(int port, String method) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(CHUNK);
        client.setSoTimeout((int) PATIENCE.toMillis());
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.getOutputStream().write((method + " /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
        return client;
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    }

    private static List<String> head(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** What a counter says once it stands still. */
    private static long settled(AtomicLong counter) {
        AtomicLong last = new AtomicLong(-1);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> last.getAndSet(counter.get()) == counter.get());
        return counter.get();
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }
}
