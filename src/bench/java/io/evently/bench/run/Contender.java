package io.evently.bench.run;

import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import io.evently.bench.result.Contenders;
import io.evently.bench.result.Spread;
import io.evently.bench.scenario.Sale;
import io.evently.bench.scenario.Stage;
import io.evently.bench.stage.Administrator;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One way of serving: its nodes, on databases of its own, with a stage set. */
final class Contender implements AutoCloseable {
    private final String name;
    private final Servers servers;
    private final String databaseUrl;
    private final List<NodeProcess> nodes;
    private final Stage stage;
    private final Books books;

    private Contender(
            String name, Servers servers, String databaseUrl, List<NodeProcess> nodes, Stage stage, Books books) {
        this.name = name;
        this.servers = servers;
        this.databaseUrl = databaseUrl;
        this.nodes = List.copyOf(nodes);
        this.stage = stage;
        this.books = books;
    }

    /**
     * Starts the nodes one after the other, in one cluster, on fresh databases.
     *
     * @param count of nodes
     */
    static Contender start(String name, int count, Launch launch, Plan plan, Servers servers, Vertx vertx) {
        String databaseUrl = servers.freshDatabaseUrl();
        Map<String, String> environment = servers.environment(databaseUrl);
        Path directory = plan.directory().resolve("nodes");
        List<NodeProcess> nodes = new ArrayList<>();
        try {
            for (int number = 0; number < count; number++) {
                nodes.add(NodeProcess.start(launch, environment, directory));
            }
            Random random = new Random(plan.seed());
            Administrator administrator = Administrator.signIn(nodes.get(0).uri(), Clock.systemUTC(), random);
            Stage stage = new Stage(administrator, random, plan.users(), plan.keys());
            return new Contender(name, servers, databaseUrl, nodes, stage, new Books(vertx, databaseUrl));
        } catch (RuntimeException e) {
            nodes.forEach(NodeProcess::close);
            servers.drop(databaseUrl);
            throw e;
        }
    }

    String name() {
        return name;
    }

    Stage stage() {
        return stage;
    }

    /** What its books say against a play; nothing for another build, whose tables may be other ones. */
    List<String> findings(Sale play) {
        return name.equals(Contenders.AGAINST) ? List.of() : books.findings(play);
    }

    /** What it has told people of their bookings, which is read in the same way for every build. */
    Confirmations confirmations() {
        return books.confirmations();
    }

    List<InetSocketAddress> addresses() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    List<Long> pids() {
        return nodes.stream().map(NodeProcess::pid).toList();
    }

    Spread startToReadyMillis() {
        return Spread.of(nodes.stream()
                .map(NodeProcess::startToReady)
                .mapToDouble(Duration::toMillis)
                .toArray());
    }

    /** Stops its nodes where they stand, until {@link #resume}. */
    void pause() {
        nodes.forEach(NodeProcess::pause);
    }

    void resume() {
        nodes.forEach(NodeProcess::resume);
    }

    @Override
    public void close() {
        try {
            nodes.forEach(NodeProcess::close);
        } finally {
            servers.drop(databaseUrl);
        }
    }
}
