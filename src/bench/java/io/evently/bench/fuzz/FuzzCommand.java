package io.evently.bench.fuzz;

import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    // The cheapest hash that is allowed, and no throttle on the wrong passwords of one address: the run itself signs in
    // too.
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "EVENTLY_ACCOUNT_HASH_MEMORY_KIB", "7168",
            "EVENTLY_ACCOUNT_HASH_ITERATIONS", "1",
            "EVENTLY_ACCOUNT_LOGIN_PER_ADDRESS", "100000",
            "EVENTLY_ACCOUNT_SIGN_UPS_PER_ADDRESS", "100000");

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
                    Launch.ofProduct(jar, List.of(), ENVIRONMENT),
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
        Set<FuzzRun.Finding> told = new HashSet<>();
        run.run(connections, answered -> {
            terminal.printf(
                    "%,d of %,d, %s, %d findings%n",
                    answered, requests, run.statuses(), run.findings().size());
            // At once: a run of an hour may not reach its end.
            run.findings().stream().filter(told::add).forEach(terminal::println);
            terminal.flush();
        });
        terminal.println("The log of the node: " + node.log());
        terminal.flush();
        return run.findings().isEmpty() ? 0 : 1;
    }
}
