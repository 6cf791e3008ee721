package io.evently.api.analytics;

import io.evently.ratelimit.NodeRates;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of {@code /analytics/rate-limits}. */
record RateLimitBody(
        long globalRequests,
        long rateLimitedRequests,
        long shedRequests,
        int windowSeconds,
        List<Client> topClients,
        List<Limit> limits,
        List<Node> nodes,
        Instant timestamp) {
    private static final int WINDOW_SECONDS = 60;

    record Client(String ip, long requests) {}

    record Limit(String name, long allowed, long refused) {
        private Limit plus(NodeRates.QuotaUse use) {
            return new Limit(name, allowed + use.allowed(), refused + use.refused());
        }
    }

    record Node(String node, long requests, long refused, String source, double adaptiveFactor) {}

    /** Adds up what the nodes say; counts to the busiest clients. */
    static RateLimitBody of(List<NodeRates> nodes, int clients, Instant now) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        Map<String, Long> requests = new LinkedHashMap<>();
        for (NodeRates node : nodes) {
            node.quotas()
                    .forEach(use -> limits.put(
                            use.quota(),
                            limits.getOrDefault(use.quota(), new Limit(use.quota(), 0, 0))
                                    .plus(use)));
            node.clients().forEach(client -> requests.merge(client.address(), client.requests(), Long::sum));
        }
        return new RateLimitBody(
                nodes.stream().mapToLong(NodeRates::requests).sum(),
                nodes.stream().mapToLong(NodeRates::refused).sum(),
                nodes.stream().mapToLong(NodeRates::shed).sum(),
                WINDOW_SECONDS,
                requests.entrySet().stream()
                        .map(entry -> new Client(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingLong(Client::requests)
                                .reversed()
                                .thenComparing(Client::ip))
                        .limit(clients)
                        .toList(),
                List.copyOf(limits.values()),
                nodes.stream().map(RateLimitBody::node).toList(),
                now);
    }

    private static Node node(NodeRates node) {
        return new Node(
                node.node(),
                node.requests(),
                node.refused(),
                node.shared() ? "redis" : "local",
                Rounded.rounded(node.factor()));
    }
}
