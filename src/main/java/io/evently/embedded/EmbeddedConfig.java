package io.evently.embedded;

import io.evently.config.Range;
import java.nio.file.Path;

import static java.util.Objects.requireNonNull;

/**
 * Where the embedded servers keep their data and listen. Only the node that starts the servers decides on the ports;
 * one that joins takes them as they are.
 *
 * @param dataDirectory made when missing; nodes with the same directory share its servers
 * @param postgresPort on loopback, 1–65535; 0 takes any free one
 * @param redisPort on loopback, 1–65535; 0 takes any free one
 */
public record EmbeddedConfig(Path dataDirectory, int postgresPort, int redisPort) {
    private static final int LAST_PORT = 65_535;

    public EmbeddedConfig {
        requireNonNull(dataDirectory, "embedded.dataDirectory");
        Range.between("embedded.postgresPort", 0, LAST_PORT, postgresPort);
        Range.between("embedded.redisPort", 0, LAST_PORT, redisPort);
        if (postgresPort != 0 && postgresPort == redisPort) {
            throw new IllegalArgumentException(
                    "embedded.postgresPort and embedded.redisPort must differ, both were " + postgresPort);
        }
    }
}
