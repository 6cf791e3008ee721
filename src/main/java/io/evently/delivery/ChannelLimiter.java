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

    /** An attempt that takes longer leaves its place to others. */
    private static final Duration SLOW = Duration.ofMillis(500);
    /** What waits where nothing goes well is at most so many times what may be claimed otherwise. */
    private static final int MOST_ASIDE = 4;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Vertx vertx;
    private final Channel channel;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Destinations destinations;
    private final long patienceMillis;
    private final long waitNanos;
    private final Places places;
    private final Handover.Gate gate;
    private final Deque<Wish> waiting = new ArrayDeque<>();
    private final Set<Wish> underWay = new HashSet<>();
    private int taken;
    private int awayInRow;
    private Instant restsUntil = Instant.MIN;
    private boolean closed;

    /** @param gate is told how much room there is */
    ChannelLimiter(Vertx vertx, Channel channel, DeliveryConfig config, Handover.Gate gate, Clock clock) {
        this.vertx = vertx;
        this.channel = channel;
        this.config = config;
        this.clock = clock;
        this.destinations = new Destinations(config);
        this.places = new Places(channel.name(), channel.atOnce(config.atOnce(channel.name())), channel.connections());
        this.gate = gate;
        gate.gathers(channel.gathers());
        // A channel bounds its attempts itself; this is for one that does not.
        this.patienceMillis = config.lease().toMillis() / 2;
        this.waitNanos = config.lease().toNanos() / 4;
    }

    ChannelName name() {
        return channel.name();
    }

    /**
     * How many deliveries may be claimed now.
     *
     * @param kept the part of them that can be expected to want a place, more than 0
     */
    int room(double kept) {
        if (closed || clock.instant().isBefore(restsUntil)) {
            return 0;
        }
        if (awayInRow >= config.breakerFailures()) {
            return taken == 0 ? 1 : 0;
        }
        // What waits where nothing goes well must not keep the others' deliveries in the database.
        int aside = Math.min(destinations.waitingApart(), MOST_ASIDE * places.claims());
        return (int) Math.ceil(Math.max(0, places.claims() + aside - taken) / kept);
    }

    void take(int deliveries) {
        taken += deliveries;
        gate.room(room(1));
    }

    void give(int deliveries) {
        taken -= deliveries;
        gate.room(room(1));
    }

    /** Destinations at which nothing should be claimed now. */
    List<Destinations.Shut> shut() {
        Instant now = clock.instant();
        return destinations.shut(places, now, SOON);
    }

    /** Makes one attempt when its turn comes; tells at once when that would be too late. */
    Future<Turn> send(Message message, Address address) {
        Instant now = clock.instant();
        Destination there = channel.gathers()
                ? null
                : address.destination().map(destinations::of).orElse(null);
        if (closed) {
            return Future.succeededFuture(stopping());
        }
        if (now.isBefore(restsUntil)) {
            return Future.succeededFuture(new Turn.NotMade("channel rests", SOON, true));
        }
        if (there != null && there.resting(now)) {
            return Future.succeededFuture(resting(there, now));
        }
        if (there != null && there.crowded(places.most(there))) {
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
        gate.room(0);
        waiting.forEach(wish -> wish.turn.tryComplete(stopping()));
        waiting.clear();
        List.copyOf(underWay).forEach(wish -> wish.turn.tryComplete(stopping()));
        return channel.close();
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
        List<Wish> late = new ArrayList<>();
        while (queue.hasNext() && places.any()) {
            Wish wish = queue.next();
            // Here and not when it has a place: nobody would pass that on, and the queue could stand still for good.
            if (System.nanoTime() - wish.since > waitNanos) {
                queue.remove();
                late.add(wish);
            } else if (wish.takePlace()) {
                queue.remove();
                begun.add(wish);
            } else if (wish.there == null) {
                break;
            }
        }
        begun.forEach(this::begin);
        late.forEach(Wish::tooLate);
    }

    private void begin(Wish wish) {
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
        wish.giveWay();
        next();
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

    /** An attempt that somebody wants. */
    private final class Wish {
        static final long NO_TIMER = -1;

        private final Message message;
        private final Address address;
        private final @Nullable Destination there;
        private final long since;
        private final Promise<Turn> turn = Promise.promise();
        private Places.@Nullable Place place;
        private long timer = NO_TIMER;

        Wish(Message message, Address address, @Nullable Destination there, long since) {
            this.message = message;
            this.address = address;
            this.there = there;
            this.since = since;
        }

        boolean takePlace() {
            place = places.take(there);
            if (place == null) {
                return false;
            }
            underWay.add(this);
            if (there != null) {
                there.unqueued();
                there.begun();
            }
            return true;
        }

        void giveWay() {
            if (place != null) {
                place.giveWay();
            }
        }

        void leavePlace() {
            if (place != null) {
                place.leave();
            }
        }

        void tooLate() {
            if (there != null) {
                there.unqueued();
                destinations.ended(there);
            }
            turn.tryComplete(new Turn.NotMade("its turn came too late", AT_ONCE, false));
        }
    }
}
