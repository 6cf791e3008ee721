package io.evently.api;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the health endpoints ask; they bound each answer in time themselves. Called on event loops. */
public interface HealthChecks {

    /** One answer for each database, the accounts and every shard; fails where the database does not answer. */
    List<Future<?>> databases();

    /** Fails when Redis does not answer. */
    Future<?> redis();

    /** Whether the disk of the embedded servers is nearly full; empty when there are none. */
    default Optional<Boolean> diskNearlyFull() {
        return Optional.empty();
    }

    /** How requests are counted against the rate limits. */
    enum Limits {
        /** Over all nodes. */
        SHARED,
        /** By this node alone, because Redis is away. */
        LOCAL,
        /** Not at all. */
        OFF
    }

    /** How this node counts requests against the rate limits. */
    default Limits limits() {
        return Limits.OFF;
    }

    /** Whether this node wants requests: false while it starts and from the moment it begins to stop. */
    boolean accepting();

    /** This node's name in the cluster. */
    String nodeId();

    /** Envelope of the cluster that this node sees, itself included. */
    int clusterMembers();
}
