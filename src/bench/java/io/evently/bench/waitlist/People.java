package io.evently.bench.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.estimate.CancellationHazard;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Draws who comes, and what they do. */
final class People {
    /** 1.67 seats on average. */
    private static final double[] QUANTITIES = {0.55, 0.30, 0.08, 0.07};

    private static final double[] TIERS = {0.70, 0.20, 0.10};
    private static final int FRAILTY_SHAPE = 4;

    private final Scenario scenario;
    private final RandomGenerator random;

    People(Scenario scenario, RandomGenerator random) {
        this.scenario = scenario;
        this.random = random;
    }

    int quantity() {
        return 1 + drawn(QUANTITIES);
    }

    Tier tier() {
        return switch (drawn(TIERS)) {
            case 0 -> Tier.BASIC;
            case 1 -> Tier.PREMIUM;
            default -> Tier.VIP;
        };
    }

    int joiners() {
        return random.nextInt(scenario.fewestJoiners(), scenario.mostJoiners() + 1);
    }

    /** Hours from the beginning. */
    double joinsAt() {
        double share = random.nextDouble();
        double mean = scenario.joinHours();
        return mean == 0 ? share * scenario.hours() : -mean * Math.log1p(share * Math.expm1(-scenario.hours() / mean));
    }

    boolean willing() {
        return random.nextDouble() < scenario.willing();
    }

    double responseHours() {
        return scenario.responseHours() * Math.exp(scenario.responseSpread() * random.nextGaussian());
    }

    /** By how much an event loses more than others. */
    double frailty() {
        double sum = 0;
        for (int of = 0; of < FRAILTY_SHAPE; of++) {
            sum += random.nextExponential();
        }
        return sum / FRAILTY_SHAPE;
    }

    /** Hours to the event at which an order booked at {@code hoursToEvent} is cancelled; empty when it is not. */
    OptionalDouble cancelled(double hoursToEvent, double frailty) {
        double left = random.nextExponential() / frailty;
        for (int bucket = CancellationHazard.bucket(hoursToEvent); bucket >= 0; bucket--) {
            double from = Math.min(hoursToEvent, CancellationHazard.end(bucket));
            double perHour = scenario.hazard().perHour(CancellationHazard.start(bucket));
            double inBucket = perHour * (from - CancellationHazard.start(bucket));
            if (left < inBucket) {
                return OptionalDouble.of(from - left / perHour);
            }
            left -= inBucket;
        }
        return OptionalDouble.empty();
    }

    private int drawn(double[] shares) {
        double left = random.nextDouble();
        for (int index = 0; index < shares.length - 1; index++) {
            left -= shares[index];
            if (left < 0) {
                return index;
            }
        }
        return shares.length - 1;
    }
}
