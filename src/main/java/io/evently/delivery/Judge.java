package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says what becomes of a delivery, by what came of the attempts at its addresses. For one event loop only. */
final class Judge {
    static final String NOT_WANTED = "not_wanted";
    static final String REFUSED = "refused";
    static final String UNREACHABLE = "unreachable";

    private static final double SPREAD = 0.1;
    static final String DUE = "due";
    private static final String DELIVERED = "delivered";
    private static final String DEAD = "dead";

    private final ChannelName channel;
    private final DeliveryConfig config;
    private final DeliveryMetrics metrics;
    private final Clock clock;
    private final RandomGenerator random;

    Judge(ChannelName channel, DeliveryConfig config, DeliveryMetrics metrics, Clock clock, RandomGenerator random) {
        this.channel = channel;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** @param turns one for each address */
    DeliveryResult of(ClaimedDelivery claimed, List<Address> addresses, List<Turn> turns, List<ChannelName> wanted) {
        List<Attempt> attempts = new ArrayList<>();
        boolean arrived = claimed.arrived();
        String again = null;
        String never = null;
        Turn.NotMade notMade = null;
        for (int i = 0; i < addresses.size(); i++) {
            if (turns.get(i) instanceof Turn.NotMade untried) {
                notMade = untried;
            } else if (turns.get(i) instanceof Turn.Made made) {
                Receipt receipt = made.receipt();
                String outcome = outcome(receipt);
                attempts.add(new Attempt(Digest.of(addresses.get(i)), outcome, receipt.detail()));
                metrics.attempted(channel, outcome);
                arrived = arrived || receipt instanceof Receipt.Delivered;
                again = receipt instanceof Receipt.Retry || receipt instanceof Receipt.Away ? receipt.detail() : again;
                never = receipt instanceof Receipt.Gone || receipt instanceof Receipt.Refused
                        ? receipt.detail()
                        : never;
            }
        }
        if (notMade != null && attempts.isEmpty()) {
            return notMade.resting() && tooOld(claimed)
                    ? result(claimed, arrived ? DELIVERED : DEAD, notMade.why(), wanted, attempts)
                    : later(claimed, notMade.why(), notMade.pause());
        }
        if (again != null || notMade != null) {
            return claimed.attempts() < config.attempts()
                    ? new DeliveryResult(
                            claimed, DUE, now().plus(backoff(claimed.attempts())), again, true, List.of(), attempts)
                    : result(claimed, arrived ? DELIVERED : DEAD, again, wanted, attempts);
        }
        if (arrived) {
            metrics.delivered(channel, Duration.between(claimed.message().createdAt(), now()));
            return result(claimed, DELIVERED, null, wanted, attempts);
        }
        return never == null
                ? result(claimed, UNREACHABLE, attempts.get(0).detail(), wanted, attempts)
                : result(claimed, DEAD, never, wanted, attempts);
    }

    /** What has been delivered at all its addresses before. */
    DeliveryResult delivered(ClaimedDelivery claimed, List<ChannelName> wanted) {
        return result(claimed, DELIVERED, null, wanted, List.of());
    }

    private boolean tooOld(ClaimedDelivery claimed) {
        return claimed.firstDueAt().plus(config.longestWait()).isBefore(now());
    }

    DeliveryResult nowhere(ClaimedDelivery claimed, String outcome, String detail, List<ChannelName> wanted) {
        metrics.attempted(channel, outcome);
        return result(claimed, UNREACHABLE, detail, wanted, List.of(new Attempt("", outcome, detail)));
    }

    private DeliveryResult result(
            ClaimedDelivery claimed,
            String state,
            @Nullable String error,
            List<ChannelName> wanted,
            List<Attempt> attempts) {
        return new DeliveryResult(claimed, state, now(), error, true, wanted, attempts);
    }

    // Nothing was tried, so nothing is counted; not all of them at the same moment.
    DeliveryResult later(ClaimedDelivery claimed, String why, Duration pause) {
        Instant due = now().plusMillis((long) (pause.toMillis() * (1 + SPREAD * random.nextDouble())));
        return new DeliveryResult(claimed, DUE, due, why, false, List.of(), List.of());
    }

    // Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015), never less than a tenth.
    private Duration backoff(int attempts) {
        double longest = Math.min(
                (double) config.longestRetry().toMillis(), config.firstRetry().toMillis() * Math.pow(2, attempts - 1));
        return Duration.ofMillis((long) (longest * (0.1 + 0.9 * random.nextDouble())));
    }

    private static String outcome(Receipt receipt) {
        if (receipt instanceof Receipt.Delivered) {
            return DELIVERED;
        }
        if (receipt instanceof Receipt.Gone) {
            return "gone";
        }
        if (receipt instanceof Receipt.Refused) {
            return REFUSED;
        }
        if (receipt instanceof Receipt.Away) {
            return "away";
        }
        return receipt instanceof Receipt.Retry ? "retry" : UNREACHABLE;
    }

    private Instant now() {
        return clock.instant();
    }
}
