package io.evently.ratelimit;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/**
 * What one node counted in the last minute.
 *
 * @param node its name
 * @param shared whether it counts together with the others, in Redis
 * @param factor what overload has left of the quotas, from 0 to 1
 * @param requests all that were counted, the refused among them
 * @param refused those that came too often
 * @param shed those that were refused because the node had too much to do
 * @param quotas how each quota was used
 * @param clients those that asked most often, the busiest first
 */
@BusName("node-rates/1")
public record NodeRates(
        String node,
        boolean shared,
        double factor,
        long requests,
        long refused,
        long shed,
        List<QuotaUse> quotas,
        List<Client> clients)
        implements BusMessage {

    /** How many requests a quota let through, and how many it refused. */
    public record QuotaUse(String quota, long allowed, long refused) {}

    /** An address, or the /64 of one of IPv6, and how often it asked. */
    public record Client(String address, long requests) {}

    public NodeRates {
        quotas = List.copyOf(quotas);
        clients = List.copyOf(clients);
    }
}
