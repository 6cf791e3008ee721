package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel as this node uses it: so many attempts at once and no more, and none while it rests because everything failed
 * lately. For one event loop only.
 */
final class ChannelLimiter {
    private static final Logger log = LoggerFactory.getLogger(ChannelLimiter.class);

    /** Deliveries claimed beyond what is under way, so that nobody waits for the database between two attempts. */
    private static final int AHEAD = 5;

    private final Channel channel;
    private final CircuitBreaker breaker;
    private final long patienceMillis;
    private final int atOnce;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final long waitNanos;
    private int taken;
    private int underWay;

    ChannelLimiter(Vertx vertx, Channel channel, DeliveryConfig config) {
        this.channel = channel;
        this.atOnce = config.atOnce(channel.name());
        // A channel bounds its attempts itself; this is for one that does not.
        this.patienceMillis = config.lease().toMillis() / 2;
        this.waitNanos = config.lease().toNanos() / 4;
        this.breaker = CircuitBreaker.create(
                "notification." + channel.name().code(),
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(config.breakerFailures())
                        .setFailuresRollingWindow(config.lease().toMillis())
                        .setResetTimeout(config.breakerRest().toMillis())
                        .setTimeout(-1));
        breaker.openHandler(opened -> log.warn("Channel {} rests: its attempts fail", name().code()));
        breaker.closeHandler(closed -> log.info("Channel {} works again", name().code()));
    }

    ChannelName name() {
        return channel.name();
    }

    /** How many deliveries may be claimed now. */
    int room() {
        return switch (breaker.state()) {
            case CLOSED -> Math.max(0, atOnce * AHEAD - taken);
            case HALF_OPEN -> taken == 0 ? 1 : 0;
            case OPEN -> 0;
        };
    }

    void take(int deliveries) {
        taken += deliveries;
    }

    void give(int deliveries) {
        taken -= deliveries;
    }

    /**
     * Makes one attempt, when its turn comes; fails with {@link OpenCircuitException} when none was made, because the channel
     * rests or the turn came so late that somebody else may try by then.
     */
    Future<Receipt> send(Message message, Address address) {
        Promise<Receipt> receipt = Promise.promise();
        long claimed = System.nanoTime();
        waiting.add(() -> {
            underWay++;
            Future<Receipt> attempt = System.nanoTime() - claimed > waitNanos
                    ? Future.failedFuture(OpenCircuitException.INSTANCE)
                    : tried(message, address);
            attempt.onComplete(done -> {
                underWay--;
                if (done.succeeded()) {
                    receipt.complete(done.result());
                } else {
                    receipt.fail(done.cause());
                }
                next();
            });
        });
        next();
        return receipt.future();
    }

    private void next() {
        while (underWay < atOnce && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private Future<Receipt> tried(Message message, Address address) {
        return breaker.execute(() -> attempt(message, address))
                .recover(e -> e instanceof OpenCircuitException
                        ? Future.failedFuture(e)
                        : Future.succeededFuture(new Receipt.Retry(reason(e))));
    }

    Future<Void> close() {
        breaker.close();
        return channel.close();
    }

    private Future<Receipt> attempt(Message message, Address address) {
        return channel.send(message, address)
                .timeout(patienceMillis, TimeUnit.MILLISECONDS)
                .compose(receipt -> receipt instanceof Receipt.Retry
                        ? Future.failedFuture(new NotNowException(receipt.detail()))
                        : Future.succeededFuture(receipt));
    }

    private static String reason(Throwable failure) {
        return failure instanceof NotNowException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** Carries a receipt past the breaker, which counts failures. */
    private static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotNowException(String detail) {
            super(detail, null, false, false);
        }
    }
}
