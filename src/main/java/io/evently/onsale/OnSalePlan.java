package io.evently.onsale;

import java.net.URI;
import java.util.List;

/**
 * What is to be played.
 *
 * @param nodes where the nodes answer; at least one
 * @param events how many events go on sale, 1–1,000; requests are spread evenly over them
 * @param seats of each event, 1–1,000,000
 * @param requests bookings asked for in all, 1–1,000,000
 * @param users who asks, 1–100,000
 * @param connections open at once over all nodes, 1–10,000; each sends its next request when it has its answer
 * @param minQuantity seats in one request at least
 * @param maxQuantity seats in one request at most; drawn evenly between the two
 * @param keys whether each request carries an idempotency key and may so be sent again
 */
record OnSalePlan(
        List<URI> nodes,
        int events,
        int seats,
        int requests,
        int users,
        int connections,
        int minQuantity,
        int maxQuantity,
        boolean keys) {

    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_SEATS = 1_000_000;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int MOST_USERS = 100_000;
    private static final int MOST_CONNECTIONS = 10_000;

    OnSalePlan {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new CannotRunException("--url must name a node.");
        }
        nodes.forEach(OnSalePlan::requireHttp);
        require("--events", events, MOST_EVENTS);
        require("--seats", seats, MOST_SEATS);
        require("--requests", requests, MOST_REQUESTS);
        require("--users", users, MOST_USERS);
        require("--connections", connections, MOST_CONNECTIONS);
        require("--quantity", minQuantity, MOST_SEATS);
        require("--max-quantity", maxQuantity, MOST_SEATS);
        if (maxQuantity < minQuantity) {
            throw new CannotRunException("--max-quantity must not be below --quantity.");
        }
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new CannotRunException(option + " must be 1-" + most + ", was " + value + '.');
        }
    }

    private static void requireHttp(URI node) {
        boolean known = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
        if (!known || node.getHost() == null) {
            throw new CannotRunException("--url must be like http://localhost:3000, was " + node + '.');
        }
    }
}
