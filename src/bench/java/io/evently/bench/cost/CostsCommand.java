package io.evently.bench.cost;

import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Measures the parts by themselves. */
@Command(
        name = "costs",
        mixinStandardHelpOptions = true,
        description = "Measures what the event bus, the event lock and a kept connection cost by themselves.")
public final class CostsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--runs", defaultValue = "5", description = "Runs of each. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--messages", defaultValue = "200000", description = "Messages of a run. Default: ${DEFAULT-VALUE}")
    private int messages;

    @Option(
            names = "--connections",
            defaultValue = "10000",
            description = "Connections that are kept; needs as many file descriptors. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--out", defaultValue = "target/bench", description = "Where the servers keep their data.")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        print(terminal, new BusCosts(runs, messages).measure());
        Path jar = Path.of(System.getProperty("evently.jar", "target/evently.jar"));
        try (Servers servers = Servers.start(out.resolve("servers"))) {
            String databaseUrl = servers.freshDatabaseUrl();
            Map<String, String> environment = new HashMap<>(
                    Map.of("EVENTLY_HTTP_IDLE_TIMEOUT", "PT10M", "EVENTLY_HTTP_CONNECTIONS_PER_ADDRESS", "1000000"));
            try (NodeProcess node = NodeProcess.start(
                    Launch.ofProduct(jar, List.of(), environment),
                    servers.environment(databaseUrl),
                    out.resolve("nodes"))) {
                print(terminal, new ConnectionCosts(node, connections).measure());
            } finally {
                servers.drop(databaseUrl);
            }
        }
        return 0;
    }

    private static void print(PrintWriter terminal, List<Cost> costs) {
        costs.forEach(cost -> terminal.println(cost.line()));
        terminal.flush();
    }
}
