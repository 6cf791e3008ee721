package io.evently.ratelimit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted on this node, in all and in the last minute. Safe for all threads. */
final class RateStatistics {
    private static final int REQUESTS = 0;
    private static final int REFUSED = 1;
    private static final int SHED = 2;
    private static final List<Worth> WORTHS = List.of(Worth.values());
    private static final int QUOTAS = SHED + WORTHS.size();
    private static final long MILLIS = 1_000;

    private final List<String> quotas;
    private final Map<String, Integer> places = new HashMap<>();
    private final RecentCounts counts;
    private final Clients clients;

    /** @param quotas their names */
    RateStatistics(List<String> quotas, int mostClients) {
        this.quotas = List.copyOf(quotas);
        for (int i = 0; i < quotas.size(); i++) {
            places.put(quotas.get(i), QUOTAS + 2 * i);
        }
        this.counts = new RecentCounts(QUOTAS + 2 * quotas.size());
        this.clients = new Clients(mostClients);
    }

    void asked(String address, long nowMillis) {
        counts.at(nowMillis / MILLIS);
        counts.add(REQUESTS);
        clients.asked(address, nowMillis);
    }

    void decided(Verdict verdict) {
        if (!verdict.granted()) {
            counts.add(REFUSED);
        }
        for (Standing standing : verdict.standings()) {
            Integer place = places.get(standing.quota());
            if (place != null && (verdict.granted() || standing.remaining() == 0)) {
                counts.add(verdict.granted() ? place : place + 1);
            }
        }
    }

    void shed(Worth worth, long nowMillis) {
        counts.at(nowMillis / MILLIS);
        counts.add(place(worth));
    }

    NodeRates lastMinute(String node, boolean shared, double factor, int mostClients, long nowMillis) {
        long[] grown = counts.lastMinute(nowMillis / MILLIS);
        long shed = 0;
        for (Worth worth : WORTHS) {
            shed += grown[place(worth)];
        }
        List<NodeRates.QuotaUse> uses = new ArrayList<>();
        for (String quota : quotas) {
            int place = places.getOrDefault(quota, 0);
            uses.add(new NodeRates.QuotaUse(quota, grown[place], grown[place + 1]));
        }
        return new NodeRates(
                node,
                shared,
                factor,
                grown[REQUESTS],
                grown[REFUSED],
                shed,
                uses,
                clients.busiest(mostClients, nowMillis));
    }

    void reportTo(MeterRegistry registry) {
        places.forEach((quota, place) -> {
            counter(registry, quota, "allowed", place);
            counter(registry, quota, "refused", place + 1);
        });
        for (Worth worth : WORTHS) {
            FunctionCounter.builder("evently.shed", counts, all -> all.sum(place(worth)))
                    .description("Requests refused because this node had too much to do")
                    .tag("worth", worth.text())
                    .register(registry);
        }
    }

    private static int place(Worth worth) {
        return SHED + WORTHS.indexOf(worth);
    }

    private void counter(MeterRegistry registry, String quota, String outcome, int place) {
        FunctionCounter.builder("evently.ratelimit.requests", counts, all -> all.sum(place))
                .description("Requests that counted for a quota")
                .tag("limit", quota)
                .tag("outcome", outcome)
                .register(registry);
    }
}
