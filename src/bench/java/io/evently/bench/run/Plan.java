package io.evently.bench.run;

import io.evently.bench.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is played, and how.
 *
 * @param runs measured runs of each contender, 1 or more
 * @param time of each run that ends by the clock
 * @param warmUp before the first run of each contender
 * @param connections 0 for the usual number of each scenario
 * @param baseline whether the plain way plays, too, where it can
 * @param users over whom bookings are spread
 * @param keys whether bookings carry an Idempotency-Key
 * @param openShare load of the open loop as a share of the capacity measured before; 0 leaves it out
 * @param jvmFlags of all nodes
 * @param environment of all nodes, over what they need
 * @param jar the service
 * @param against another build of the service that plays in turn with this one; null for none
 * @param directory for everything that is written
 * @param databaseUrl of a running PostgreSQL; null starts one
 * @param redisUrl of a running Redis; null starts one with PostgreSQL
 * @param profile whether each scenario is played once more under a profiler
 * @param seed of users, events and arrivals
 * @param rush for the scenarios about confirmations
 */
public record Plan(
        List<Scenario> scenarios,
        int runs,
        Duration time,
        Duration warmUp,
        int connections,
        boolean baseline,
        int users,
        boolean keys,
        double openShare,
        List<String> jvmFlags,
        Map<String, String> environment,
        Path jar,
        @Nullable Path against,
        Path directory,
        @Nullable String databaseUrl,
        @Nullable String redisUrl,
        boolean profile,
        long seed,
        Rush rush) {
    public Plan {
        scenarios = List.copyOf(scenarios);
        jvmFlags = List.copyOf(jvmFlags);
        environment = Map.copyOf(environment);
        if (runs < 1 || users < 1 || connections < 0) {
            throw new IllegalArgumentException("there must be a run and a user");
        }
        if (openShare < 0 || openShare > 1) {
            throw new IllegalArgumentException("the share of the open loop must be 0-1, was " + openShare);
        }
    }

    int connectionsOf(Scenario scenario) {
        return connections == 0 ? scenario.connections() : connections;
    }
}
