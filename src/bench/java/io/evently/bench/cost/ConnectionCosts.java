package io.evently.bench.cost;

import io.evently.bench.node.Consumption;
import io.evently.bench.node.Meter;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.result.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a connection costs that is kept and says nothing: memory of the node, and its processor time. */
final class ConnectionCosts {
    private static final byte[] REQUEST =
            "GET /health/live HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_BYTES = 4_096;
    private static final long SETTLING_MILLIS = 1_000;
    private static final long WATCHED_MILLIS = 5_000;

    private final NodeProcess node;
    private final int connections;

    ConnectionCosts(NodeProcess node, int connections) {
        this.node = node;
        this.connections = connections;
    }

    /** Opens them all, lets each ask once, and watches. Blocks for some seconds. */
    List<Cost> measure() {
        List<SocketChannel> open = new ArrayList<>(connections);
        try {
            // Classes, pools and buffers that the first connections bring are no part of what one more costs.
            open(open, connections / 10);
            long before = residentBytes();
            open(open, connections);
            long after = residentBytes();
            Consumption idle = watched(WATCHED_MILLIS);
            int added = connections - connections / 10;
            double kib = (after - before) / 1_024.0 / added;
            double micros = idle.nodeMicros() / (WATCHED_MILLIS / 1_000.0) / connections;
            return List.of(
                    new Cost("kept connection: resident memory of the node", "KiB", Spread.of(kib)),
                    new Cost("kept connection, silent: processor time in a second", "µs", Spread.of(micros)));
        } catch (IOException e) {
            throw new UncheckedIOException("after " + open.size() + " connections", e);
        } finally {
            open.forEach(ConnectionCosts::close);
        }
    }

    private void open(List<SocketChannel> open, int upTo) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
        while (open.size() < upTo) {
            SocketChannel channel = SocketChannel.open(node.address());
            open.add(channel);
            int sent = channel.write(ByteBuffer.wrap(REQUEST));
            int read = channel.read(answer.clear());
            if (sent < REQUEST.length || read <= 0) {
                throw new IOException("the node did not answer");
            }
        }
    }

    private long residentBytes() {
        return watched(SETTLING_MILLIS).nodePeakBytes();
    }

    private Consumption watched(long millis) {
        Meter meter = Meter.start(List.of(node.pid()), Optional.empty());
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return meter.stop();
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
