package io.evently.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers as containers; Testcontainers removes them when the JVM has ended. */
final class DockerServers {
    private static final int REDIS_PORT = 6379;
    private static final String NAME = "evently";

    private DockerServers() {}

    /** Quick and silent on a machine without Docker. */
    static boolean available() {
        if (System.getenv("DOCKER_HOST") == null && !socketExists()) {
            return false;
        }
        Logger logger = (Logger) LoggerFactory.getLogger("org.testcontainers");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            logger.setLevel(before);
        }
    }

    // They live as long as the JVM; closing them is the library's business.
    @SuppressWarnings("resource")
    static TestServers start() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:18-alpine"))
                .withDatabaseName(NAME)
                .withUsername(NAME)
                .withPassword(NAME);
        // Other than the library's default: durable, as in real life, and enough connections for several nodes.
        postgres.setCommand("postgres", "-c", "fsync=on", "-c", "max_connections=300");
        postgres.start();
        GenericContainer<?> redis =
                new GenericContainer<>(DockerImageName.parse("redis:7-alpine")).withExposedPorts(REDIS_PORT);
        redis.start();
        return new TestServers(
                "postgres://" + NAME + ':' + NAME + '@' + postgres.getHost() + ':'
                        + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + '/' + NAME,
                "redis://" + redis.getHost() + ':' + redis.getMappedPort(REDIS_PORT));
    }

    private static boolean socketExists() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"))
                || (runtime != null && Files.exists(Path.of(runtime, "docker.sock")));
    }
}
