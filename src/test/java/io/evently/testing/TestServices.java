package io.evently.testing;

import io.evently.bench.node.FreePorts;
import java.net.URI;
import java.util.UUID;

/**
 * A real PostgreSQL and a real Redis for the tests of this JVM: the ones that {@code TEST_DATABASE_URL} and
 * {@code TEST_REDIS_URL} name, else containers when a Docker engine answers, else the embedded servers. They start when
 * first asked for and end with the JVM. Any thread may ask.
 */
public final class TestServices {
    private TestServices() {}

    /** A URL whose database name nobody else uses; the databases behind it are still to be made. */
    public static String freshDatabaseUrl() {
        URI server = URI.create(Servers.STARTED.databaseUrl());
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        String query = server.getRawQuery() == null ? "" : '?' + server.getRawQuery();
        return server.getScheme() + "://" + server.getRawAuthority() + '/' + name + query;
    }

    /** The Redis of this JVM; its contents are shared by all tests. */
    public static String redisUrl() {
        return Servers.STARTED.redisUrl();
    }

    /** A port of 127.0.0.1 that was free a moment ago. */
    public static int freePort() {
        return FreePorts.any();
    }

    /** First of so many such ports in a row. */
    public static int freePorts(int count) {
        return FreePorts.inARow(count);
    }

    // A class of its own, so that asking for a port starts nothing.
    private static final class Servers {
        private static final TestServers STARTED = TestServers.start();
    }
}
