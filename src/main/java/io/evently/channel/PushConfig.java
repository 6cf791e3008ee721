package io.evently.channel;

import io.evently.config.Range;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How Web Push is sent.
 *
 * @param publicKey VAPID, the 65 bytes of the point in base64url; what browsers take as {@code applicationServerKey}
 * @param privateKey VAPID, 32 bytes in base64url; the same on all nodes
 * @param subject whom a push service may turn to: a {@code mailto:} or {@code https:} address
 * @param timeToLive how long a push service keeps a message for a browser that is away, to the second
 * @param allowPrivate also plain HTTP and addresses that are not public; for tests
 * @param poolSize connections to each push service
 * @param timeout of one message
 */
public record PushConfig(
        boolean enabled,
        @Nullable String publicKey,
        @Nullable String privateKey,
        String subject,
        Duration timeToLive,
        boolean allowPrivate,
        int poolSize,
        Duration timeout) {

    public PushConfig {
        requireNonNull(timeToLive, "notification.push.timeToLive");
        if (timeToLive.isNegative() || timeToLive.compareTo(Duration.ofDays(28)) > 0) {
            throw new IllegalArgumentException("notification.push.timeToLive must be PT0S to P28D, was " + timeToLive);
        }
        // It is written into a token unescaped.
        if (!subject.matches("(mailto:|https://)[!#-\\[\\]-~]+")) {
            throw new IllegalArgumentException("notification.push.subject must begin with mailto: or https://.");
        }
        Range.positive("notification.push.poolSize", poolSize);
        Range.between("notification.push.timeout", Channel.SHORTEST_ATTEMPT, Channel.LONGEST_ATTEMPT, timeout);
        if ((publicKey == null) != (privateKey == null)) {
            throw new IllegalArgumentException(
                    "notification.push.publicKey and notification.push.privateKey must be given together.");
        }
        if (publicKey != null && privateKey != null && !new VapidKeyPair(publicKey, privateKey).fits()) {
            throw new IllegalArgumentException(
                    "notification.push.publicKey and notification.push.privateKey are not a pair of P-256 keys in"
                            + " base64url.");
        }
    }

    /** The keys, if any are set. */
    public Optional<VapidKeyPair> keys() {
        return publicKey == null || privateKey == null
                ? Optional.empty()
                : Optional.of(new VapidKeyPair(publicKey, privateKey));
    }

    /** The same with these keys. */
    public PushConfig withKeys(VapidKeyPair keys) {
        return new PushConfig(
                enabled, keys.publicKey(), keys.privateKey(), subject, timeToLive, allowPrivate, poolSize, timeout);
    }

    @Override
    public String toString() {
        return "PushConfig[enabled=" + enabled + ", publicKey=" + publicKey + ", subject=" + subject + ", timeToLive="
                + timeToLive + ", allowPrivate=" + allowPrivate + ", poolSize=" + poolSize + ", timeout=" + timeout
                + ", secrets masked]";
    }
}
