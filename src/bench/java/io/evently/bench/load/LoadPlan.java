package io.evently.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * One run of the generator.
 *
 * @param nodes connections are dealt out over them in turn
 * @param connections in all, 1 or more
 * @param patience after so long without an answer a request is lost, which is an error
 */
public record LoadPlan(List<InetSocketAddress> nodes, int connections, Pace pace, Duration patience) {
    public LoadPlan {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || connections < 1) {
            throw new IllegalArgumentException("a load needs a node and a connection");
        }
    }

    InetSocketAddress nodeOf(int connection) {
        return nodes.get(connection % nodes.size());
    }
}
