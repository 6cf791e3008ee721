package io.evently.testing;

import io.evently.embedded.EmbeddedConfig;
import io.evently.embedded.EmbeddedServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the servers of a test JVM come from. */
record TestServers(String databaseUrl, String redisUrl) {
    // One place for all runs: the programs are unpacked once, and servers whose JVM was killed are found again.
    private static final Path DATA = Path.of("target", "test-services");

    static TestServers start() {
        String database = System.getenv("TEST_DATABASE_URL");
        String redis = System.getenv("TEST_REDIS_URL");
        if (database != null && redis != null) {
            return new TestServers(database, redis);
        }
        TestServers own = DockerServers.available() ? DockerServers.start() : embedded();
        return new TestServers(orElse(database, own.databaseUrl()), orElse(redis, own.redisUrl()));
    }

    private static TestServers embedded() {
        EmbeddedServices services = EmbeddedServices.start(new EmbeddedConfig(DATA, 0, 0));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            services.stop();
            forgetDatabases();
        }));
        return new TestServers(services.databaseUrl(), services.redisUrl().orElseThrow());
    }

    // Each test class leaves databases behind, which would fill the disk over many runs.
    private static void forgetDatabases() {
        if (Files.exists(DATA.resolve("services.json"))) {
            return;
        }
        try (Stream<Path> files = Files.walk(DATA.resolve("postgres"))) {
            List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : leavesFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("The test databases in " + DATA + " could not be removed: " + e);
        }
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
