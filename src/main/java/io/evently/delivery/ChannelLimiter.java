package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel as this node uses it. So many attempts at once and no more; each destination has a part of them, those that
 * fail or answer slowly have places of their own, and what does not answer at all rests alone. The channel itself rests only
 * while its own server is away. For one event loop only.
 */
final class ChannelLimiter {
    private static final Logger log = LoggerFactory.getLogger(ChannelLimiter.class);

    /** Deliveries claimed beyond what is under way, so that nobody waits for the database between two attempts. */
    private static final int AHEAD = 5;
    /** One place in so many is left to other destinations, and as many more are there for those that failed lately. */
    private static final int SHARE = 4;
    /** Calls at one webhook at a time: a server of somebody who does not expect more. */
    private static final int CALLS_EACH = 4;
    /** An attempt that takes longer leaves its place to others. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Vertx vertx;
    private final Channel channel;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Destinations destinations;
    private final long patienceMillis;
    private final long waitNanos;
    private final int atOnce;
    private final int apartAtOnce;
    private final int eachAtOnce;
    private final int firstAtOnce;
    private final int slowAtOnce;
    private final Deque<Wish> waiting = new ArrayDeque<>();
    private final Set<Wish> underWay = new HashSet<>();
    private int taken;
    private int ordinary;
    private int apart;
    private int slow;
    private int awayInRow;
    private Instant restsUntil = Instant.MIN;
    private boolean closed;

    ChannelLimiter(Vertx vertx, Channel channel, DeliveryConfig config, Clock clock) {
        this.vertx = vertx;
        this.channel = channel;
        this.config = config;
        this.clock = clock;
        this.destinations = new Destinations(config);
        this.atOnce = config.atOnce(channel.name());
        this.apartAtOnce = Math.max(1, atOnce / SHARE);
        this.eachAtOnce = Math.min(most(channel.name()), Math.max(1, atOnce - atOnce / SHARE));
        this.firstAtOnce = Math.min(eachAtOnce, apartAtOnce);
        this.slowAtOnce = atOnce * SHARE;
        // A channel bounds its attempts itself; this is for one that does not.
        this.patienceMillis = config.lease().toMillis() / 2;
        this.waitNanos = config.lease().toNanos() / 4;
    }

    ChannelName name() {
        return channel.name();
    }

    /** How many deliveries may be claimed now. */
    int room() {
        if (closed || clock.instant().isBefore(restsUntil)) {
            return 0;
        }
        return awayInRow < config.breakerFailures() ? Math.max(0, atOnce * AHEAD + slow - taken) : taken == 0 ? 1 : 0;
    }

    void take(int deliveries) {
        taken += deliveries;
    }

    void give(int deliveries) {
        taken -= deliveries;
    }

    /** Destinations at which nothing should be claimed now. */
    List<Destinations.Shut> shut() {
        Instant now = clock.instant();
        return destinations.shut(eachAtOnce, now, now.plus(SOON));
    }

    /** Makes one attempt when its turn comes; tells at once when that would be too late. */
    Future<Turn> send(Message message, Address address) {
        Instant now = clock.instant();
        Destination there = address.destination().map(destinations::of).orElse(null);
        if (closed) {
            return Future.succeededFuture(stopping());
        }
        if (now.isBefore(restsUntil)) {
            return Future.succeededFuture(new Turn.NotMade("channel rests", SOON, true));
        }
        if (there != null && there.resting(now)) {
            return Future.succeededFuture(resting(there, now));
        }
        if (there != null && there.crowded(eachAtOnce)) {
            return Future.succeededFuture(new Turn.NotMade("others wait there", SOON, false));
        }
        Wish wish = new Wish(message, address, there, System.nanoTime());
        waiting.add(wish);
        if (there != null) {
            there.queued();
        }
        next();
        return wish.turn.future();
    }

    /** Gives up what waits and what is under way, at once, and makes no attempt any more. */
    Future<Void> close() {
        closed = true;
        waiting.forEach(wish -> wish.turn.tryComplete(stopping()));
        waiting.clear();
        List.copyOf(underWay).forEach(wish -> wish.turn.tryComplete(stopping()));
        return channel.close();
    }

    private static int most(ChannelName name) {
        return name == ChannelName.WEBHOOK ? CALLS_EACH : Integer.MAX_VALUE;
    }

    private static Turn stopping() {
        return new Turn.NotMade("the node stops", AT_ONCE, false);
    }

    private static Turn resting(Destination there, Instant now) {
        return new Turn.NotMade("destination rests", Duration.between(now, there.restsUntil()), true);
    }

    private void next() {
        Iterator<Wish> queue = waiting.iterator();
        List<Wish> begun = new ArrayList<>();
        while (queue.hasNext() && (ordinary < atOnce || apart < apartAtOnce)) {
            Wish wish = queue.next();
            if (mayBegin(wish)) {
                queue.remove();
                begun.add(wish);
                wish.takePlace();
            } else if (wish.there == null) {
                break;
            }
        }
        begun.forEach(this::begin);
    }

    private boolean mayBegin(Wish wish) {
        Destination there = wish.there;
        if (there == null) {
            return ordinary < atOnce;
        }
        return there.free(eachAtOnce, firstAtOnce) && (there.suspect() ? apart < apartAtOnce : ordinary < atOnce);
    }

    private void begin(Wish wish) {
        if (System.nanoTime() - wish.since > waitNanos) {
            wish.leavePlace();
            wish.over();
            wish.turn.tryComplete(new Turn.NotMade("its turn came too late", AT_ONCE, false));
            return;
        }
        if (wish.there != null) {
            wish.timer = vertx.setTimer(SLOW.toMillis(), fired -> tooSlow(wish));
        }
        attempt(wish)
                .onComplete(done -> ended(wish, done.succeeded() ? done.result() : new Receipt.Retry(words(done))));
    }

    private Future<Receipt> attempt(Wish wish) {
        try {
            return channel.send(wish.message, wish.address).timeout(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) { // a channel that breaks must not keep its place for ever
            return Future.failedFuture(e);
        }
    }

    private static String words(io.vertx.core.AsyncResult<Receipt> done) {
        return done.cause().getClass().getSimpleName();
    }

    private void tooSlow(Wish wish) {
        wish.timer = Wish.NO_TIMER;
        if (wish.there != null) {
            wish.there.tooSlow();
        }
        if (slow < slowAtOnce) {
            wish.leavePlace();
            wish.place = Place.SLOW;
            slow++;
            next();
        }
    }

    private void ended(Wish wish, Receipt receipt) {
        boolean quick = wish.there == null || wish.timer != Wish.NO_TIMER;
        vertx.cancelTimer(wish.timer);
        wish.leavePlace();
        underWay.remove(wish);
        Instant now = clock.instant();
        if (wish.there != null) {
            wish.there.ended(receipt, wish.address, quick, now);
            sendBack(wish.there, now);
            destinations.ended(wish.there);
        }
        judge(receipt, now);
        wish.turn.tryComplete(new Turn.Made(receipt));
        next();
    }

    // Whoever waits for a destination that rests now would wait in vain.
    private void sendBack(Destination there, Instant now) {
        if (!there.resting(now)) {
            return;
        }
        Iterator<Wish> queue = waiting.iterator();
        while (queue.hasNext()) {
            Wish wish = queue.next();
            if (wish.there == there) {
                queue.remove();
                there.unqueued();
                wish.turn.tryComplete(resting(there, now));
            }
        }
    }

    private void judge(Receipt receipt, Instant now) {
        if (!(receipt instanceof Receipt.Away)) {
            if (awayInRow >= config.breakerFailures()) {
                log.info("Channel {} works again", name().code());
            }
            awayInRow = 0;
            restsUntil = Instant.MIN;
            return;
        }
        awayInRow++;
        if (awayInRow >= config.breakerFailures() && !now.isBefore(restsUntil)) {
            if (awayInRow == config.breakerFailures()) {
                log.warn("Channel {} rests: its server is away ({})", name().code(), receipt.detail());
            }
            restsUntil = now.plus(config.breakerRest());
        }
    }

    private enum Place {
        NONE,
        ORDINARY,
        APART,
        SLOW
    }

    /** An attempt that somebody wants. */
    private final class Wish {
        static final long NO_TIMER = -1;

        private final Message message;
        private final Address address;
        private final @Nullable Destination there;
        private final long since;
        private final Promise<Turn> turn = Promise.promise();
        private Place place = Place.NONE;
        private long timer = NO_TIMER;

        Wish(Message message, Address address, @Nullable Destination there, long since) {
            this.message = message;
            this.address = address;
            this.there = there;
            this.since = since;
        }

        void takePlace() {
            place = there != null && there.suspect() ? Place.APART : Place.ORDINARY;
            if (place == Place.APART) {
                apart++;
            } else {
                ordinary++;
            }
            underWay.add(this);
            if (there != null) {
                there.unqueued();
                there.begun();
            }
        }

        void leavePlace() {
            switch (place) {
                case ORDINARY -> ordinary--;
                case APART -> apart--;
                case SLOW -> slow--;
                case NONE -> {}
            }
            place = Place.NONE;
        }

        void over() {
            underWay.remove(this);
            if (there != null) {
                there.abandoned();
                destinations.ended(there);
            }
        }
    }
}
