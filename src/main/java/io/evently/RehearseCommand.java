package io.evently;

import io.evently.cluster.Cluster;
import io.evently.http.server.HttpVerticle;
import io.evently.storage.Databases;
import io.evently.storage.StorageStartException;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * Goes through a start as far as that is possible alone: a cluster of one on a port of the loopback interface, no
 * database. For {@code bin/evently archive}, which keeps the classes that this loads for the starts that follow.
 */
@Command(name = "rehearse", hidden = true, description = "Loads what a start loads, and ends.")
final class RehearseCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RehearseCommand.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> REQUESTS =
            List.of("/health/ready", "/docs/", "/metrics", "/api/v1/events?limit=many", "/api/v1/bookings/mine");
    /** What only a database that answers, or another node, would make a start load. */
    private static final List<String> OUT_OF_REACH = List.of(
            "io/evently/",
            "io/vertx/pgclient/",
            "io/vertx/sqlclient/",
            "io/vertx/redis/client/impl/",
            "io/vertx/ext/auth/",
            "com/ongres/",
            "org/postgresql/core/",
            "org/postgresql/jdbc/");

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfig config = ConfigLoader.load(environment());
        HttpVerticle.compileDocument();
        tryToMigrate(config);
        NodeMetrics meters = new NodeMetrics();
        Cluster cluster = await(Node.join(config, meters));
        Node node = await(Node.rehearse(config, cluster, meters));
        request(config.http().port());
        loadWhatWasOutOfReach();
        await(node.stop());
        return 0;
    }

    /** Of a node on free ports of the loopback interface, with servers that are not there. */
    static Map<String, String> environment() throws IOException {
        int[] ports = freePorts();
        String member = LOOPBACK + ':' + ports[0];
        return Map.of(
                "EVENTLY_PROFILE",
                "demo",
                "EVENTLY_HTTP_HOST",
                LOOPBACK,
                "EVENTLY_CLUSTER_HOST",
                LOOPBACK,
                "EVENTLY_CLUSTER_NAME",
                "rehearsal-" + UUID.randomUUID(),
                "EVENTLY_CLUSTER_PORT",
                Integer.toString(ports[0]),
                "EVENTLY_CLUSTER_PORT_COUNT",
                "1",
                "EVENTLY_CLUSTER_MEMBERS",
                member,
                "PORT",
                Integer.toString(ports[1]),
                "DATABASE_URL",
                "postgres://nobody:nothing@" + LOOPBACK + ':' + ports[2] + "/nowhere",
                "REDIS_URL",
                "redis://" + LOOPBACK + ':' + ports[2]);
    }

    private static int[] freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket first = new ServerSocket(0, 1, loopback);
                ServerSocket second = new ServerSocket(0, 1, loopback);
                ServerSocket third = new ServerSocket(0, 1, loopback)) {
            return new int[] {first.getLocalPort(), second.getLocalPort(), third.getLocalPort()};
        }
    }

    private static void tryToMigrate(ServerConfig config) {
        try {
            Databases.migrate(config.storage());
        } catch (StorageStartException e) {
            log.debug("As expected: {}", e.getMessage());
        }
    }

    private static void request(int port) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String path : REQUESTS) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ':' + port + path))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            log.debug("{} {}", status, path);
        }
    }

    private static void loadWhatWasOutOfReach() throws IOException {
        Path jar = Path.of(URI.create(RehearseCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        if (!jar.toString().endsWith(".jar")) {
            return;
        }
        try (JarFile opened = new JarFile(jar.toFile());
                Stream<String> names = opened.stream().map(entry -> entry.getName())) {
            names.filter(name -> name.endsWith(".class"))
                    .filter(name -> OUT_OF_REACH.stream().anyMatch(name::startsWith))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(RehearseCommand::load);
        }
    }

    private static void load(String name) {
        try {
            Class<?> loaded = Class.forName(name, false, RehearseCommand.class.getClassLoader());
            log.trace("{}", loaded);
        } catch (ClassNotFoundException | LinkageError e) {
            // Parts of libraries stand on others that are not there.
            log.debug("Not loaded: {}", name);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
