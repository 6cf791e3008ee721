package io.evently.account.service;

import io.evently.account.EmailAddress;
import io.evently.hash.Sha256;
import io.evently.schedule.Turns;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing slow, over all nodes, without ever shutting the owner out: what counts are failures from one address,
 * for one account and for all together. An attempt counts as failed from its start, so that guesses made at once do not
 * slip past each other.
 */
final class LoginThrottle {
    private static final int MOST_DOUBLINGS = 20;
    private static final int MOST_WAITING = 100;

    private final Pool accounts;
    private final LoginLimits limits;
    private final Clock clock;
    // Of one address group only one attempt at a time holds a connection, while the rest wait here.
    private final Turns<String> turns = new Turns<>(MOST_WAITING);
    private final LoginFailureRepository repository = new LoginFailureRepository();

    /** Go ahead with the attempt of that id, or wait this long; or too many wait there to be decided upon. */
    record Permit(long attempt, Duration delay) {
        private static final Permit CROWDED = new Permit(-1, Duration.ZERO);

        boolean granted() {
            return delay.isZero() && !crowded();
        }

        boolean crowded() {
            return attempt == CROWDED.attempt;
        }

        /** Whole seconds, at least one. */
        int waitSeconds() {
            return (int) Math.max(1, delay.plusMillis(999).toSeconds());
        }
    }

    LoginThrottle(Pool accounts, LoginLimits limits, Clock clock) {
        this.accounts = accounts;
        this.limits = limits;
        this.clock = clock;
    }

    /** Asks to check one password. Each permit granted ends with exactly one of the other methods. */
    Future<Permit> ask(EmailAddress email, String address) {
        String group = NetworkAddress.group(address);
        byte[] digest = Sha256.of(email.text());
        // Whoever must wait is told so by a mere read: a flood of guesses holds neither a lock nor a transaction.
        return decide(accounts, digest, group, false)
                .compose(permit -> permit.granted()
                        ? turns.inTurn(group, () -> reserved(digest, group))
                                .orElseGet(() -> Future.succeededFuture(Permit.CROWDED))
                        : Future.succeededFuture(permit));
    }

    /** The password was wrong. */
    Future<Void> failed(Permit permit) {
        return repository.settle(accounts, permit.attempt());
    }

    /** The password was right: earlier failures of this account from there are forgiven. */
    Future<Void> succeeded(EmailAddress email, String address) {
        return repository.clear(accounts, Sha256.of(email.text()), NetworkAddress.group(address));
    }

    /** The password was not checked after all. */
    Future<Void> withdrawn(Permit permit) {
        return repository.remove(accounts, permit.attempt());
    }

    /** Deletes a bounded number of failures that count no longer on any node. */
    Future<Integer> prune(int most) {
        return repository.prune(accounts, clock.instant().minus(LoginLimits.LONGEST_WINDOW), most);
    }

    /** How much longer one has to wait after {@code failures} within the window, of which the last was then. */
    static Duration wait(LoginLimits limits, int failures, int borne, @Nullable Instant last, Instant now) {
        if (failures < borne || last == null) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - borne, MOST_DOUBLINGS);
        Duration grown = limits.firstDelay().multipliedBy(1L << doublings);
        Duration delay = grown.compareTo(limits.longestDelay()) > 0 ? limits.longestDelay() : grown;
        Duration left = Duration.between(now, last.plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    // Attempts at other nodes are waited for in the database, by one connection for each address.
    private Future<Permit> reserved(byte[] digest, String group) {
        return repository.inTurn(accounts, group, transaction -> decide(transaction, digest, group, true));
    }

    private Future<Permit> decide(SqlClient client, byte[] digest, String group, boolean reserve) {
        Instant now = clock.instant();
        return repository
                .recent(client, digest, group, now.minus(limits.window()))
                .compose(recent -> {
                    Duration wait = wait(recent, now);
                    return wait.isZero() && reserve
                            ? repository.add(client, digest, group, now).map(id -> new Permit(id, wait))
                            : Future.succeededFuture(new Permit(0, wait));
                });
    }

    private Duration wait(LoginFailureRepository.Recent recent, Instant now) {
        Duration ofAccount = wait(limits, recent.ofAccount(), limits.perAccount(), recent.ofAccountLast(), now);
        Duration ofAddress = wait(limits, recent.ofAddress(), limits.perAddress(), recent.ofAddressLast(), now);
        return ofAccount.compareTo(ofAddress) > 0 ? ofAccount : ofAddress;
    }
}
