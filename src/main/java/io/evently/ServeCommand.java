package io.evently;

import io.evently.account.service.AccountStartException;
import io.evently.cluster.Cluster;
import io.evently.cluster.ClusterStartException;
import io.evently.embedded.EmbeddedServices;
import io.evently.embedded.EmbeddedStartException;
import io.evently.http.server.HttpVerticle;
import io.evently.storage.Databases;
import io.evently.storage.StorageStartException;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Starts a node and leaves it running. What keeps it from starting is told in one sentence. */
@Command(name = ServeCommand.NAME, mixinStandardHelpOptions = true, description = "Starts a node.")
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";
    /** Not an exit code: the node runs on its own threads. */
    static final int SERVING = -1;

    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final int FAILED = 1;
    private static final int MISCONFIGURED = 2;

    private volatile @Nullable EmbeddedServices embedded;
    private volatile @Nullable Node node;
    private volatile @Nullable ServerConfig config;

    @Override
    public Integer call() {
        long started = System.nanoTime();
        try {
            ServerConfig config = ConfigLoader.load(System.getenv());
            this.config = config;
            requireFreePorts(config);
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
            start(config);
            new Welcome(config, embedded != null).print(System.out, Duration.ofNanos(System.nanoTime() - started));
            return SERVING;
        } catch (ConfigException e) {
            return failed(e.getMessage(), MISCONFIGURED);
        } catch (EmbeddedStartException
                | StorageStartException
                | ClusterStartException
                | AccountStartException
                | PortTakenException e) {
            return failed(e.getMessage(), FAILED);
        } catch (RuntimeException e) {
            log.error("Evently could not start", e);
            return failed("Evently could not start: " + e.getMessage(), FAILED);
        }
    }

    // The servers, the cluster and the document need nothing of one another, and each takes its seconds.
    private void start(ServerConfig config) {
        NodeMetrics meters = new NodeMetrics();
        ExecutorService meanwhile = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Cluster> joining =
                    CompletableFuture.supplyAsync(() -> await(config, Node.join(config, meters)), meanwhile);
            CompletableFuture<Void> compiling = CompletableFuture.runAsync(HttpVerticle::compileDocument, meanwhile);
            ServerConfig located = located(config);
            if (embedded != null) {
                meters.watch(new DataDisk(config.embedded().dataDirectory()));
            }
            compiling.join();
            node = await(located, Node.start(located, joining.join(), meters));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        } finally {
            meanwhile.shutdown();
        }
    }

    private ServerConfig located(ServerConfig config) {
        ServerConfig located = config;
        if (config.storage().embedded()) {
            EmbeddedServices services = EmbeddedServices.start(config.embedded());
            embedded = services;
            located = config.withServices(
                    services.databaseUrl(), services.redisUrl().orElse(null));
        }
        Databases.migrate(located.storage());
        return located;
    }

    // The port is bound last, when everything behind it works; a taken one should not cost a whole start.
    private static void requireFreePorts(ServerConfig config) {
        requireFreePort("http.host", config.http().host(), config.http().port());
        config.http()
                .management()
                .wanted()
                .ifPresent(it -> requireFreePort("http.management.host", it.host(), it.port()));
    }

    private static void requireFreePort(String key, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (BindException e) {
            throw new PortTakenException(host, port);
        } catch (IOException e) {
            throw new ConfigException(key + " " + host + " is not an address of this machine.");
        }
    }

    private static <T> T await(ServerConfig config, Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof BindException) {
                throw new PortTakenException(config.http().host(), config.http().port());
            }
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        }
    }

    private static int failed(@Nullable String sentence, int exit) {
        PrintStream err = System.err;
        err.println("evently: " + sentence);
        return exit;
    }

    // Also after a start that failed half-way, and when somebody loses patience during one.
    private void stop() {
        ServerConfig known = config;
        if (known != null) {
            LastResort.after(known.shutdown().longest());
        }
        Node running = node;
        if (running != null) {
            log.info("Stopping");
            running.stop().toCompletionStage().toCompletableFuture().join();
        }
        EmbeddedServices services = embedded;
        if (services != null) {
            services.stop();
        }
        if (running != null) {
            log.info("Stopped");
        }
    }
}
