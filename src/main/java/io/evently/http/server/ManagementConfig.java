package io.evently.http.server;

import io.evently.config.Range;
import java.util.Optional;

import static java.util.Objects.requireNonNull;

/**
 * A second port, for those who look after the service: metrics and the detail of its health, without a token.
 *
 * @param host address to bind, in a network that strangers do not reach
 * @param port TCP port; 0: none
 */
public record ManagementConfig(String host, int port) {
    /** No such port. */
    public static final ManagementConfig NONE = new ManagementConfig("127.0.0.1", 0);

    private static final int HIGHEST_PORT = 65_535;

    public ManagementConfig {
        requireNonNull(host, "http.management.host");
        Range.between("http.management.port", 0, HIGHEST_PORT, port);
    }

    /** Empty when there is none. */
    public Optional<ManagementConfig> wanted() {
        return port == 0 ? Optional.empty() : Optional.of(this);
    }
}
