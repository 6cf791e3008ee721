package io.evently.live.socketio;

import io.evently.live.LiveConfig;
import java.time.Clock;

/** When a client was heard of last, and when it is asked for a sign of life. Belongs to one event loop. */
final class Heartbeat {
    /** What there is to do about a client at some moment. */
    enum Due {
        NOTHING,
        /** It is time to ask for a sign of life. */
        PING,
        /** It has been silent for too long. */
        CLOSE
    }

    private static final int PINGS_PER_SILENCE = 2;
    // Proxies close what is quiet for a minute, many already after half of one.
    private static final long RAREST_PING_MS = 25_000;
    private static final long LONGEST_PONG_MS = 20_000;

    private final long silenceMs;
    private final long pingMs;
    private final Clock clock;
    private final long openedAt;
    private long heardAt;
    private long pingedAt;
    private boolean pongDue;

    Heartbeat(LiveConfig config, Clock clock) {
        this.silenceMs = config.silence().toMillis();
        this.pingMs = pingMs(config);
        this.clock = clock;
        this.openedAt = clock.millis();
        this.heardAt = openedAt;
        this.pingedAt = openedAt;
    }

    /** How often a client is asked for a sign of life. */
    static long pingMs(LiveConfig config) {
        return Math.min(RAREST_PING_MS, config.silence().toMillis() / PINGS_PER_SILENCE);
    }

    /** How long a client may take to answer. It is told, and waits as long for the next ping before it gives up. */
    static long pongMs(LiveConfig config) {
        return Math.min(LONGEST_PONG_MS, pingMs(config));
    }

    /** Something came from the client. */
    void heard() {
        heardAt = clock.millis();
    }

    /** A sign of life came; false when none was asked for. */
    boolean answered() {
        boolean asked = pongDue;
        pongDue = false;
        return asked;
    }

    /**
     * What is due now. The caller acts on it: a ping counts as sent.
     *
     * @param connected a client that only keeps its transport open and never connects is silent
     */
    Due due(boolean connected) {
        long now = clock.millis();
        boolean idle = !connected && now - openedAt > silenceMs;
        if (idle || now - heardAt > silenceMs) {
            return Due.CLOSE;
        }
        if (now - pingedAt < pingMs) {
            return Due.NOTHING;
        }
        pingedAt = now;
        pongDue = true;
        return Due.PING;
    }
}
