package io.evently.http;

import java.time.Duration;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * How the REST edge listens.
 *
 * @param host address to bind
 * @param port TCP port, 0 for any free one
 * @param instances event loops that serve HTTP, at least 1
 * @param corsOrigins origins whose pages may call the API, for example {@code https://shop.example}; {@code *} may stand
 *     for the port
 * @param trustedProxies addresses or CIDR ranges whose {@code X-Forwarded-For} is believed
 * @param idleTimeout how long a connection is kept after an answer for another request; one that is worked on may take
 *     longer
 * @param readIdleTimeout how long a new connection may take to send the head of its first request
 * @param bodyDeadline how long a client may take to send a request body
 * @param maxBodyBytes longest accepted request body
 */
public record HttpConfig(
        String host,
        int port,
        int instances,
        List<String> corsOrigins,
        List<String> trustedProxies,
        Duration idleTimeout,
        Duration readIdleTimeout,
        Duration bodyDeadline,
        int maxBodyBytes) {
    private static final int HIGHEST_PORT = 65_535;

    public HttpConfig {
        requireNonNull(host, "http.host");
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("http.port must be 0-65535, was " + port);
        }
        if (instances < 1) {
            throw new IllegalArgumentException("http.instances must be >= 1, was " + instances);
        }
        corsOrigins = List.copyOf(requireNonNull(corsOrigins, "http.corsOrigins"));
        trustedProxies = List.copyOf(requireNonNull(trustedProxies, "http.trustedProxies"));
        requirePositive(idleTimeout, "http.idleTimeout");
        requirePositive(readIdleTimeout, "http.readIdleTimeout");
        requirePositive(bodyDeadline, "http.bodyDeadline");
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("http.maxBodyBytes must be >= 1, was " + maxBodyBytes);
        }
    }

    private static void requirePositive(Duration duration, String key) {
        if (requireNonNull(duration, key).compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(key + " must be at least 1 ms, was " + duration);
        }
    }
}
