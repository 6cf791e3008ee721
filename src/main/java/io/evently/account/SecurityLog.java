package io.evently.account;

import io.evently.net.AddressGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an incident is found by: one logger, {@code security}, and a counter for each kind of event. Accounts are named by
 * their ids, clients by their address groups; no e-mail address, no token and no password is ever in it. The trace id comes
 * with each line as with any other. Strangers can cause some of these at will, so of more than {@value #MOST_LINES} lines a
 * second the rest is only counted. Safe for all threads.
 */
public final class SecurityLog {
    /** Lines a second; what comes beyond is counted all the same. */
    public static final int MOST_LINES = 100;

    private static final Logger log = LoggerFactory.getLogger("security");
    private static final long MS_PER_SECOND = 1_000;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Listener listener;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private long second;
    private int lines;

    /** What can happen. */
    public enum Event {
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGN_IN_THROTTLED,
        SIGNED_UP,
        SIGN_UP_THROTTLED,
        SIGNED_OUT,
        SESSIONS_ENDED,
        PASSWORD_CHANGED,
        PASSWORD_CHANGE_FAILED,
        PASSWORD_CHANGE_THROTTLED,
        ACCOUNT_CHANGED,
        ACCOUNT_CHANGE_REFUSED,
        ACCOUNTS_IMPORTED
    }

    /** Why a token is refused. */
    public enum Refusal {
        /** No token at all, or one that is none of this service's. */
        MALFORMED,
        /** Its key is not one of ours. */
        KEY,
        SIGNATURE,
        /** Its claims are incomplete, of the wrong kind, or meant for somebody else. */
        CLAIMS,
        EXPIRED,
        REVOKED
    }

    /** Hears of what happens to accounts, on the thread on which it happens; must not block. */
    @FunctionalInterface
    public interface Listener {
        void happened(Event event, @Nullable UUID accountId, String address);
    }

    /** A log that nobody listens to. */
    public SecurityLog(MeterRegistry registry, Clock clock) {
        this(registry, clock, (event, accountId, address) -> {});
    }

    /** The counters begin at zero, so that the first event is seen as a rise. */
    public SecurityLog(MeterRegistry registry, Clock clock, Listener listener) {
        this.registry = registry;
        this.clock = clock;
        this.listener = listener;
        for (Event event : Event.values()) {
            Counter ready = counter(text(event), "");
            assert ready.count() >= 0;
        }
    }

    /**
     * Something happened to an account.
     *
     * @param accountId null when there is none
     * @param address where the client comes from
     */
    public void record(Event event, @Nullable UUID accountId, String address) {
        String name = text(event);
        counter(name, "").increment();
        listener.happened(event, accountId, address);
        if (mayWrite()) {
            log.info("{} account={} from={}", name, accountId, AddressGroup.of(address));
        }
    }

    /**
     * Somebody did something to an account, or to many.
     *
     * @param detail what, in words of this program alone
     */
    public void record(Event event, UUID actorId, @Nullable UUID accountId, String detail) {
        String name = text(event);
        counter(name, "").increment();
        if (mayWrite()) {
            log.info("{} account={} by={} {}", name, accountId, actorId, detail);
        }
    }

    /**
     * A token was refused.
     *
     * @param accountId as the token says, once its signature was found good; else null
     */
    public void refused(Refusal reason, @Nullable UUID accountId, String address) {
        String why = text(reason);
        counter("token_refused", why).increment();
        if (mayWrite()) {
            log.info("token_refused reason={} account={} from={}", why, accountId, AddressGroup.of(address));
        }
    }

    private Counter counter(String event, String reason) {
        return counters.computeIfAbsent(
                event + '/' + reason,
                key -> Counter.builder("evently.security.events")
                        .description(
                                "What the security log counts: signing in, changes of accounts, tokens that were refused")
                        .tag("event", event)
                        .tag("reason", reason)
                        .register(registry));
    }

    private synchronized boolean mayWrite() {
        long now = clock.millis() / MS_PER_SECOND;
        if (now != second) {
            if (lines > MOST_LINES) {
                log.warn("{} further lines of the second before are only in the counters", lines - MOST_LINES);
            }
            second = now;
            lines = 0;
        }
        return ++lines <= MOST_LINES;
    }

    private static String text(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
