package io.evently.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Caller;
import io.evently.live.LiveMetrics.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one socket, whatever its kind: who it speaks for, by which token and for how long, and what it listens
 * to. A socket speaks for one user at a time. Belongs to the event loop that opened it, but for {@link #tell}.
 */
public final class SocketSession implements Listener, SignedInSocket {
    // A node hears of a revocation twice, from the bus and from the database, and must have taken it in when it looks.
    private static final long TAKEN_IN_MS = 500;
    private static final long NO_TIMER = -1;

    private final Live live;
    private final Vertx vertx;
    private final Context context;
    private final String kind;
    private final String clientAddress;
    private final Wire wire;
    private final TokenBucket budget;
    private final Map<String, LiveAddress> joined = new LinkedHashMap<>();
    private @Nullable Caller caller;
    private @Nullable String token;
    private long timer = NO_TIMER;
    private volatile boolean closed;

    private SocketSession(Live live, Vertx vertx, String kind, String clientAddress, Wire wire) {
        this.live = live;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.kind = kind;
        this.clientAddress = clientAddress;
        this.wire = wire;
        this.budget = new TokenBucket(live.config().burst(), live.config().messagesPerSecond(), live.clock());
    }

    /**
     * A session for a new socket, on the calling event loop, where all its methods but {@link #tell} are to be called;
     * empty when the client address has as many sockets as it may.
     *
     * @param kind of socket, as the metrics name it
     */
    public static Optional<SocketSession> open(Live live, Vertx vertx, String kind, String clientAddress, Wire wire) {
        return live.opened(kind, clientAddress)
                ? Optional.of(new SocketSession(live, vertx, kind, clientAddress, wire))
                : Optional.empty();
    }

    /** Pays for one message of the client; false when it sent too many and must be closed. */
    public boolean mayAsk() {
        boolean granted = budget.take();
        if (!granted) {
            refused(Refusal.RATE);
        }
        return granted;
    }

    /** Takes a token, with or without {@code Bearer} in front. Another user's token takes the place of the last one. */
    public SignedIn signIn(String presented) {
        String bare = Bearer.strip(presented);
        Optional<Caller> verified = live.verifier().verify(bare, clientAddress);
        if (closed || verified.isEmpty()) {
            refused(Refusal.TOKEN);
            return SignedIn.BAD_TOKEN;
        }
        Caller now = verified.get();
        if (!live.signIn(now.userId(), this)) {
            refused(Refusal.SOCKETS);
            return SignedIn.TOO_MANY_SOCKETS;
        }
        Caller before = caller;
        if (before != null && !before.userId().equals(now.userId())) {
            signOut();
        }
        caller = now;
        token = bare;
        watch();
        return SignedIn.DONE;
    }

    /** Whose token is good at this moment. */
    public Optional<Caller> caller() {
        return token == null ? Optional.empty() : live.verifier().verify(token);
    }

    /** The token that was presented last, without {@code Bearer}; it may have ended meanwhile. */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /**
     * Listens to an address, from now on. Joining twice is joining once. A user's own address can be joined only by that
     * user, not even by an administrator.
     */
    public Joined join(String text) {
        Optional<LiveAddress> parsed =
                text.length() > live.config().addressLength() ? Optional.empty() : LiveAddress.parse(text);
        if (closed || parsed.isEmpty()) {
            refused(Refusal.ADDRESS);
            return Joined.UNKNOWN;
        }
        LiveAddress address = parsed.get();
        if (address.owner() != null) {
            Optional<Caller> now = caller();
            if (now.isEmpty() || !now.get().userId().equals(address.owner())) {
                refused(Refusal.ADDRESS);
                return now.isEmpty() ? Joined.NOT_SIGNED_IN : Joined.FORBIDDEN;
            }
        }
        if (!joined.containsKey(address.name())
                && joined.size() >= live.config().subscriptions()) {
            refused(Refusal.SUBSCRIPTIONS);
            return Joined.TOO_MANY;
        }
        joined.put(address.name(), address);
        live.audience().join(address.name(), this);
        return Joined.JOINED;
    }

    public void leave(String address) {
        if (joined.remove(address) != null) {
            live.audience().leave(address, this);
        }
    }

    @Override
    @CanIgnoreReturnValue
    public boolean tell(LiveMessage message) {
        boolean sent = !closed && wire.send(message);
        if (sent) {
            live.metrics().sent(kind);
        } else {
            live.metrics().dropped(kind);
        }
        return sent;
    }

    /** Sends the newest seat counts of this address, to this socket alone. */
    public void tellNewest(String address) {
        LiveAddress known = joined.get(address);
        if (known != null) {
            live.newestSeats(known).ifPresent(this::tell);
        }
    }

    public void refused(Refusal why) {
        live.metrics().refused(kind, why);
    }

    /** The socket is gone. May be called more than once. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(timer);
        joined.keySet().forEach(address -> live.audience().leave(address, this));
        joined.clear();
        Caller last = caller;
        if (last != null) {
            live.signOut(last.userId(), this);
        }
        live.closed(kind, clientAddress);
    }

    @Override
    public void revoked(String tokenId) {
        context.runOnContext(on -> {
            if (caller != null && caller.tokenId().equals(tokenId)) {
                signOut();
            }
        });
    }

    @Override
    public void recheckSoon() {
        context.runOnContext(on -> {
            check();
            vertx.setTimer(TAKEN_IN_MS, id -> check());
        });
    }

    private void watch() {
        vertx.cancelTimer(timer);
        timer = NO_TIMER;
        if (caller != null && !closed) {
            long toEnd =
                    Duration.between(live.clock().instant(), caller.expiresAt()).toMillis();
            long delay = Math.min(live.config().tokenCheck().toMillis(), toEnd);
            timer = vertx.setTimer(Math.max(1, delay), id -> {
                check();
                watch();
            });
        }
    }

    private void check() {
        if (!closed && caller != null && caller().isEmpty()) {
            signOut();
        }
    }

    private void signOut() {
        Caller last = caller;
        if (last == null || closed) {
            return;
        }
        live.signOut(last.userId(), this);
        caller = null;
        token = null;
        List<LiveAddress> lost = joined.values().stream()
                .filter(address -> address.owner() != null)
                .toList();
        lost.forEach(address -> {
            leave(address.name());
            wire.lost(address);
        });
    }
}
