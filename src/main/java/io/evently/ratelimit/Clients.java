package io.evently.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How often each client asked in the last minute. Of too many clients, those that ask often are kept (W-TinyLFU, Einziger, Friedman and
 * Manes, 2017). Safe for all threads.
 */
final class Clients {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Cache<String, SlidingWindow> clients;

    Clients(int most) {
        this.clients = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(MINUTE)
                .build();
    }

    void asked(String client, long nowMillis) {
        SlidingWindow window = clients.get(client, key -> new SlidingWindow(MINUTE.toMillis()));
        synchronized (window) {
            window.add(nowMillis);
        }
    }

    /** Those that asked most often, the busiest first. */
    List<NodeRates.Client> busiest(int most, long nowMillis) {
        return clients.asMap().entrySet().stream()
                .map(entry -> new NodeRates.Client(entry.getKey(), used(entry.getValue(), nowMillis)))
                .filter(client -> client.requests() > 0)
                .sorted(Comparator.comparingLong(NodeRates.Client::requests)
                        .reversed()
                        .thenComparing(NodeRates.Client::address))
                .limit(most)
                .toList();
    }

    private static long used(SlidingWindow window, long nowMillis) {
        synchronized (window) {
            return window.used(nowMillis);
        }
    }
}
