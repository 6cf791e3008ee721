package io.evently.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Revocation;
import io.evently.account.TokenVerifier;
import io.evently.live.bridge.EventBusEdge;
import io.evently.live.socketio.SocketIoClients;
import io.evently.live.socketio.SocketIoEdge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
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
    private final LiveMetrics meters;
    private final ConcurrentHashMap<String, Integer> byClient = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, Set<SocketSession>> byUser = new ConcurrentHashMap<>();
    private final Cache<String, LiveMessage> newest;
    /** Those of every event loop, for a client's requests come on any. */
    private final SocketIoClients socketIoClients = new SocketIoClients();

    public Live(LiveConfig config, TokenVerifier verifier, MeterRegistry registry, Clock clock) {
        this.config = config;
        this.verifier = verifier;
        this.clock = clock;
        this.meters = new LiveMetrics(registry, audience);
        this.newest = Caffeine.newBuilder()
                .maximumSize(config.rememberedEvents())
                .executor(Runnable::run)
                .build();
    }

    /** What serves each kind of sockets, on every event loop of the HTTP port. */
    public List<LiveEdge.Factory> edges() {
        return List.of(
                (vertx, door) -> new EventBusEdge(this, vertx, door),
                (vertx, door) -> new SocketIoEdge(this, vertx, door, socketIoClients));
    }

    /** The longest WebSocket frame that is taken, in bytes: a message of the longest kind, quoted and wrapped. */
    public int longestFrame() {
        return FRAME_PER_MESSAGE * config.maxMessageBytes() + FRAME_MARGIN;
    }

    /**
     * A session for a new socket, on the calling event loop, where all its methods but {@link SocketSession#tell} are to
     * be called; empty when the client address has as many sockets as it may.
     *
     * @param kind of socket, as the meters name it
     */
    public Optional<SocketSession> open(Vertx vertx, String kind, String clientAddress, Wire wire) {
        int[] allowed = {0};
        byClient.compute(clientAddress, (address, open) -> {
            int before = open == null ? 0 : open;
            allowed[0] = before < config.socketsPerAddress() ? 1 : 0;
            return before + allowed[0];
        });
        if (allowed[0] == 0) {
            meters.refused(kind, LiveMetrics.Refusal.SOCKETS);
            return Optional.empty();
        }
        meters.opened(kind);
        return Optional.of(new SocketSession(this, vertx, kind, clientAddress, wire));
    }

    public void closed(String clientAddress) {
        byClient.computeIfPresent(clientAddress, (address, open) -> open == 1 ? null : open - 1);
    }

    /** Counts the session as one of the user's; false when the user has as many as one may. */
    public boolean signIn(UUID user, SocketSession session) {
        boolean[] allowed = {false};
        byUser.compute(user, (id, present) -> {
            Set<SocketSession> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            allowed[0] = all.contains(session) || all.size() < config.socketsPerUser();
            if (allowed[0]) {
                all.add(session);
            }
            return all.isEmpty() ? null : all;
        });
        return allowed[0];
    }

    public void signOut(UUID user, SocketSession session) {
        byUser.computeIfPresent(user, (id, present) -> {
            present.remove(session);
            return present.isEmpty() ? null : present;
        });
    }

    /** Has the sessions concerned look at their tokens. */
    public void revoked(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            byUser.values().forEach(sessions -> sessions.forEach(session -> session.revoked(token.tokenId())));
        } else if (revocation instanceof Revocation.OfAccount account) {
            byUser.getOrDefault(account.accountId(), Set.of()).forEach(SocketSession::recheckSoon);
        }
    }

    /** Tells the sockets of an address; how many took it. */
    @CanIgnoreReturnValue
    public int tell(LiveMessage message) {
        return audience.tell(message);
    }

    /** Tells new seat counts, and keeps them for those who come later. */
    public void tellSeats(LiveMessage message) {
        newest.put(message.address(), message);
        audience.tell(message);
    }

    /** The seats of an event that were told last, if any were since this node started. */
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

    public LiveMetrics meters() {
        return meters;
    }

    public Clock clock() {
        return clock;
    }
}
