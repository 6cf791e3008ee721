package io.evently.http.server;

import io.evently.config.Range;
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
 * @param connectionsPerAddress connections that one address, or the /64 of an IPv6 address, may have open to a node;
 *     trusted proxies may have any number
 * @param management another port, for metrics
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
        int maxBodyBytes,
        int connectionsPerAddress,
        ManagementConfig management) {
    private static final int HIGHEST_PORT = 65_535;
    /** What the API says that a body may have. */
    private static final int PROMISED_BODY_BYTES = 65_536;

    public HttpConfig {
        requireNonNull(host, "http.host");
        Range.between("http.port", 0, HIGHEST_PORT, port);
        Range.positive("http.instances", instances);
        corsOrigins = List.copyOf(requireNonNull(corsOrigins, "http.corsOrigins"));
        trustedProxies = List.copyOf(requireNonNull(trustedProxies, "http.trustedProxies"));
        Range.positive("http.idleTimeout", idleTimeout);
        Range.positive("http.readIdleTimeout", readIdleTimeout);
        Range.positive("http.bodyDeadline", bodyDeadline);
        Range.atLeast("http.maxBodyBytes", PROMISED_BODY_BYTES, maxBodyBytes);
        Range.positive("http.connectionsPerAddress", connectionsPerAddress);
        requireNonNull(management, "http.management");
    }

    /** The same on the port for management, where one instance will do. */
    HttpConfig ofManagement() {
        return new HttpConfig(
                management.host(),
                management.port(),
                1,
                corsOrigins,
                trustedProxies,
                idleTimeout,
                readIdleTimeout,
                bodyDeadline,
                maxBodyBytes,
                connectionsPerAddress,
                management);
    }
}
