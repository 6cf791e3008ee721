package io.evently;

import io.evently.booking.service.PlainBookingVerticle;
import io.evently.storage.Databases;
import io.vertx.core.Future;
import java.util.List;

/**
 * The baseline: a node that differs from the real one in how it books and in nothing else. It reads the same configuration
 * and environment, and needs {@code DATABASE_URL}. It neither holds seats nor calls events off.
 */
public final class PlainNode {
    private static final int MISCONFIGURED = 2;

    private PlainNode() {}

    /** Serves until it is told to stop; {@code /health/ready} tells when it is there. */
    public static void main(String[] args) {
        try {
            ServerConfig config = ConfigLoader.load(System.getenv());
            if (config.storage().embedded()) {
                throw new ConfigException("DATABASE_URL is missing: the baseline starts no database of its own.");
            }
            Databases.migrate(config.storage());
            Node node = start(config).await();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> node.stop().await(), "shutdown"));
            System.out.println("The plain node answers on port " + config.http().port());
        } catch (ConfigException e) {
            System.err.println("plain: " + e.getMessage());
            System.exit(MISCONFIGURED);
        }
    }

    /** Like {@link Node#start(ServerConfig)}. */
    static Future<Node> start(ServerConfig config) {
        NodeMetrics meters = new NodeMetrics();
        return Node.join(config, meters)
                .compose(cluster -> Node.start(config, cluster, meters, PlainBookingVerticle::new, List.of()));
    }
}
