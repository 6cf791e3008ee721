package io.evently.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Revocation;
import io.evently.account.TokenVerifier;
import io.evently.net.AddressGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all sockets of a node share: who listens to what, who is signed in, how many sockets there are. Made once per
 * node. Safe for all threads.
 */
public final class Live {
    private static final int FRAME_PER_MESSAGE = 2;
    private static final int FRAME_MARGIN = 1_024;

    private final LiveConfig config;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Audience audience = new Audience();
    private final LiveMetrics metrics;
    private final ConcurrentHashMap<String, Integer> byClient = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, Set<SignedInSocket>> byUser = new ConcurrentHashMap<>();
    private final Cache<String, LiveMessage> newest;

    public Live(LiveConfig config, TokenVerifier verifier, MeterRegistry registry, Clock clock) {
        this.config = config;
        this.verifier = verifier;
        this.clock = clock;
        this.metrics = new LiveMetrics(registry, audience);
        this.newest = Caffeine.newBuilder()
                .maximumSize(config.rememberedEvents())
                .executor(Runnable::run)
                .build();
    }

    /** The longest WebSocket frame that is taken, in bytes: a message of the longest kind, quoted and wrapped. */
    public int longestFrame() {
        return FRAME_PER_MESSAGE * config.maxMessageBytes() + FRAME_MARGIN;
    }

    /** Has the meters of this kind of sockets there from the start: what was never counted would be missing. */
    public void offers(String kind) {
        metrics.offers(kind);
    }

    /**
     * Counts a new socket of a client address; false when the address, or the network of an IPv6 customer, has as many
     * sockets as it may.
     */
    boolean opened(String kind, String clientAddress) {
        boolean[] allowed = {false};
        byClient.compute(AddressGroup.of(clientAddress), (address, open) -> {
            int before = open == null ? 0 : open;
            allowed[0] = before < config.socketsPerAddress();
            return allowed[0] ? before + 1 : before;
        });
        if (allowed[0]) {
            metrics.opened(kind);
        } else {
            metrics.refused(kind, LiveMetrics.Refusal.SOCKETS);
        }
        return allowed[0];
    }

    /** The opposite of {@link #opened}. */
    void closed(String kind, String clientAddress) {
        byClient.computeIfPresent(AddressGroup.of(clientAddress), (address, open) -> open == 1 ? null : open - 1);
        metrics.closed(kind);
    }

    /** Counts the socket as one of the user's; false when the user has as many as one may. */
    boolean signIn(UUID user, SignedInSocket socket) {
        boolean[] allowed = {false};
        byUser.compute(user, (id, present) -> {
            Set<SignedInSocket> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            allowed[0] = all.contains(socket) || all.size() < config.socketsPerUser();
            if (allowed[0]) {
                all.add(socket);
            }
            return all.isEmpty() ? null : all;
        });
        return allowed[0];
    }

    void signOut(UUID user, SignedInSocket socket) {
        byUser.computeIfPresent(user, (id, present) -> {
            present.remove(socket);
            return present.isEmpty() ? null : present;
        });
    }

    /** Makes the sockets concerned verify their tokens again. */
    public void revoked(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            byUser.values().forEach(sockets -> sockets.forEach(socket -> socket.revoked(token.tokenId())));
        } else if (revocation instanceof Revocation.OfAccount account) {
            recheckSoon(account.accountId());
        } else if (revocation instanceof Revocation.OfOlder older) {
            recheckSoon(older.accountId());
        }
    }

    private void recheckSoon(UUID user) {
        byUser.getOrDefault(user, Set.of()).forEach(SignedInSocket::recheckSoon);
    }

    /** Sends to the sockets of an address; how many took it. */
    @CanIgnoreReturnValue
    public int tell(LiveMessage message) {
        return audience.tell(message);
    }

    /** Sends new seat counts, and keeps them for sockets that join later. */
    public void tellSeats(LiveMessage message) {
        newest.put(message.address(), message);
        audience.tell(message);
    }

    /** The seat counts of an event that were sent last, if any were since this node started. */
    public Optional<LiveMessage> newestSeats(LiveAddress address) {
        return Optional.ofNullable(newest.getIfPresent(address.name()));
    }

    public Audience audience() {
        return audience;
    }

    public LiveConfig config() {
        return config;
    }

    public TokenVerifier verifier() {
        return verifier;
    }

    public LiveMetrics metrics() {
        return metrics;
    }

    public Clock clock() {
        return clock;
    }
}
