package io.evently;

import io.evently.account.AccountStartException;
import io.evently.cluster.ClusterStartException;
import io.evently.embedded.EmbeddedServices;
import io.evently.embedded.EmbeddedStartException;
import io.evently.storage.Databases;
import io.evently.storage.StorageStartException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

    private @Nullable EmbeddedServices embedded;

    @Override
    public Integer call() {
        long started = System.nanoTime();
        try {
            ServerConfig config = located(ConfigLoader.load(System.getenv()));
            Node node = await(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node), "shutdown"));
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

    private ServerConfig located(ServerConfig config) {
        requireFreePort(config);
        ServerConfig located = config;
        if (config.storage().embedded()) {
            embedded = EmbeddedServices.start(config.embedded());
            located = config.withServices(
                    embedded.databaseUrl(), embedded.redisUrl().orElse(null));
        }
        Databases.migrate(located.storage());
        return located;
    }

    // The port is bound last, when everything behind it works; a taken one should not cost a whole start.
    private static void requireFreePort(ServerConfig config) {
        int port = config.http().port();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(config.http().host(), port));
        } catch (BindException e) {
            throw new PortTakenException(config.http().host(), port);
        } catch (IOException e) {
            throw new ConfigException("http.host " + config.http().host() + " is not an address of this machine.");
        }
    }

    private static Node await(ServerConfig config) {
        try {
            return Node.start(config).toCompletionStage().toCompletableFuture().get();
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

    private int failed(@Nullable String sentence, int exit) {
        PrintStream err = System.err;
        err.println("evently: " + sentence);
        if (embedded != null) {
            embedded.stop();
        }
        return exit;
    }

    private void stop(Node node) {
        log.info("Stopping");
        try {
            node.stop().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            log.warn("Not stopped cleanly", e);
        } finally {
            if (embedded != null) {
                embedded.stop();
            }
        }
        log.info("Stopped");
    }
}
