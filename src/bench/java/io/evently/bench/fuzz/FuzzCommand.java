package io.evently.bench.fuzz;

import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Looks for requests that are answered wrongly, or not at all. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Sends a node requests made by chance from its OpenAPI document, and checks every answer.")
public final class FuzzCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--requests", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}")
    private long requests;

    @Option(names = "--seed", defaultValue = "1", description = "Says which requests. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--connections", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--out", defaultValue = "target/bench", description = "Where the servers keep their data.")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws Exception {
        Path jar = Path.of(System.getProperty("evently.jar", "target/evently.jar"));
        try (Servers servers = Servers.start(out.resolve("servers"))) {
            String databaseUrl = servers.freshDatabaseUrl();
            try (NodeProcess node = NodeProcess.start(
                    Launch.ofProduct(jar, List.of(), Map.of()),
                    servers.environment(databaseUrl),
                    out.resolve("nodes"))) {
                return fuzz(node);
            } finally {
                servers.drop(databaseUrl);
            }
        }
    }

    private int fuzz(NodeProcess node) throws Exception {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        FuzzRun run = new FuzzRun(node.address(), seed, requests);
        run.run(connections, answered -> {
            terminal.printf(
                    "%,d of %,d, %s, %d findings%n",
                    answered, requests, run.statuses(), run.findings().size());
            terminal.flush();
        });
        run.findings().forEach(terminal::println);
        terminal.println("The log of the node: " + node.log());
        terminal.flush();
        return run.findings().isEmpty() ? 0 : 1;
    }
}
