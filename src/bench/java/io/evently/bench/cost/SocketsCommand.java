package io.evently.bench.cost;

import io.evently.bench.node.Consumption;
import io.evently.bench.node.Launch;
import io.evently.bench.node.Meter;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import io.evently.bench.result.Spread;
import io.evently.bench.stage.Administrator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Measures what connected browsers cost a node, and how long it takes to tell all of them something. */
@Command(
        name = "sockets",
        mixinStandardHelpOptions = true,
        description = "Measures connected browsers of one node: memory, idle processor time, a broadcast to all.")
public final class SocketsCommand implements Callable<Integer> {
    private static final long SETTLING_MILLIS = 3_000;
    private static final long WATCHED_MILLIS = 10_000;
    private static final long PATIENCE_S = 120;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--sockets",
            defaultValue = "19000",
            description =
                    "Connections; this process and the node need as many file descriptors. Default: ${DEFAULT-VALUE}")
    private int sockets;

    @Option(names = "--broadcasts", defaultValue = "9", description = "Messages to all. Default: ${DEFAULT-VALUE}")
    private int broadcasts;

    @Option(names = "--heap", defaultValue = "1g", description = "Largest heap of the node. Default: ${DEFAULT-VALUE}")
    private String heap = "1g";

    @Option(names = "--out", defaultValue = "target/bench", description = "Where the servers keep their data.")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws Exception {
        Path jar = Path.of(System.getProperty("evently.jar", "target/evently.jar"));
        Map<String, String> environment = Map.of(
                "EVENTLY_LIVE_SOCKETS_PER_ADDRESS", "1000000",
                "EVENTLY_HTTP_CONNECTIONS_PER_ADDRESS", "1000000",
                "EVENTLY_LIVE_SILENCE", "PT30M");
        try (Servers servers = Servers.start(out.resolve("servers"))) {
            for (SocketKind kind : SocketKind.values()) {
                String databaseUrl = servers.freshDatabaseUrl();
                try (NodeProcess node = NodeProcess.start(
                        Launch.ofProduct(jar, List.of("-Xmx" + heap), environment),
                        servers.environment(databaseUrl),
                        out.resolve("nodes"))) {
                    measure(kind, node);
                } finally {
                    servers.drop(databaseUrl);
                }
            }
        }
        return 0;
    }

    private void measure(SocketKind kind, NodeProcess node) throws IOException, InterruptedException {
        Administrator administrator = Administrator.signIn(node.uri(), Clock.systemUTC(), new Random());
        try (SocketCrowd crowd = new SocketCrowd(kind, node.address())) {
            // Classes, pools and buffers that the first connections bring are no part of what one more costs.
            crowd.growTo(sockets / 10);
            long before = watched(node, SETTLING_MILLIS).nodePeakBytes();
            long begun = System.nanoTime();
            crowd.growTo(sockets);
            double opening = (System.nanoTime() - begun) / 1e9;
            long after = watched(node, SETTLING_MILLIS).nodePeakBytes();
            Consumption idle = watched(node, WATCHED_MILLIS);
            int added = sockets - sockets / 10;
            say("%s: %,d sockets, %,.0f opened a second", kind, crowd.size(), added / opening);
            print("socket: resident memory of the node", "KiB", (after - before) / 1_024.0 / added);
            print(
                    "socket, silent: processor time in a second",
                    "µs",
                    idle.nodeMicros() / (WATCHED_MILLIS / 1_000.0) / sockets);
            List<Double> last = new ArrayList<>();
            List<Double> micros = new ArrayList<>();
            for (int i = 0; i < broadcasts; i++) {
                tell(crowd, node, administrator, last, micros);
            }
            Collections.sort(last);
            Collections.sort(micros);
            say(
                    "%s: told to all within %.0f ms (%.0f–%.0f) of the request; %.1f µs of the node for each socket; %d lost",
                    kind,
                    last.get(last.size() / 2),
                    last.get(0),
                    last.get(last.size() - 1),
                    micros.get(micros.size() / 2),
                    crowd.lost());
        }
    }

    private void tell(
            SocketCrowd crowd, NodeProcess node, Administrator administrator, List<Double> last, List<Double> micros)
            throws InterruptedException {
        String text = "alert " + UUID.randomUUID();
        CountDownLatch missing = crowd.expect(text);
        Meter meter = Meter.start(List.of(node.pid()), Optional.empty());
        long asked = System.nanoTime();
        administrator.alert(text);
        if (!missing.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " sockets were not told");
        }
        last.add((System.nanoTime() - asked) / 1e6);
        micros.add((double) meter.stop().nodeMicros() / crowd.size());
    }

    private static Consumption watched(NodeProcess node, long millis) throws InterruptedException {
        Meter meter = Meter.start(List.of(node.pid()), Optional.empty());
        Thread.sleep(millis);
        return meter.stop();
    }

    private void print(String what, String unit, double value) {
        say("%s", new Cost(what, unit, Spread.of(value)).line());
    }

    private void say(String line, Object... values) {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        terminal.println(String.format(java.util.Locale.ROOT, line, values));
        terminal.flush();
    }
}
