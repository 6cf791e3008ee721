package io.evently.bench.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.estimate.Acceptance;
import io.evently.waitlist.estimate.CancellationHazard;
import io.evently.waitlist.estimate.JoinRates;
import io.evently.waitlist.estimate.Situation;
import io.evently.waitlist.estimate.Sizes;
import java.util.ArrayList;
import java.util.List;

/** What the product can see of an event, and no more. */
final class Sight {
    /** Over so many hours joiners are counted to tell how many will come. */
    private static final double LOOK_BACK = 72;

    private final Scenario scenario;
    private final CancellationHazard hazard;
    private final Acceptance acceptance;
    private final List<Joined> joined = new ArrayList<>();

    Sight(Scenario scenario, CancellationHazard hazard, Acceptance acceptance) {
        this.scenario = scenario;
        this.hazard = hazard;
        this.acceptance = acceptance;
    }

    void joined(Tier tier, double at) {
        joined.add(new Joined(tier, at));
    }

    Situation situation(double now, List<Order> orders, int free, int held) {
        double hoursToEvent = scenario.hours() - now;
        long[] booked = new long[Sizes.LARGEST + 1];
        long cancellations = 0;
        double expected = 0;
        for (Order order : orders) {
            expected += hazard.integral(order.until(hoursToEvent), order.booked());
            if (order.cancelled()) {
                cancellations++;
            } else {
                booked[order.seats()]++;
            }
        }
        Sizes sizes = Sizes.of(booked);
        return new Situation(
                hoursToEvent,
                sizes.total(),
                sizes,
                cancellations,
                expected,
                free,
                held,
                joinRates(now),
                scenario.policy(),
                hazard,
                acceptance);
    }

    private JoinRates joinRates(double now) {
        return JoinRates.seen(
                lately(Tier.BASIC, now), lately(Tier.PREMIUM, now), lately(Tier.VIP, now), Math.min(now, LOOK_BACK));
    }

    private long lately(Tier tier, double now) {
        return joined.stream()
                .filter(join -> join.tier() == tier && join.at() >= now - LOOK_BACK)
                .count();
    }

    private record Joined(Tier tier, double at) {}
}
