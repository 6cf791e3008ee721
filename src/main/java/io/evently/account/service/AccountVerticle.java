package io.evently.account.service;

import io.evently.account.AccountEndpoints;
import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@link AccountEndpoints}; one instance per node. Deployed once it knows every revocation in force. */
public final class AccountVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(AccountVerticle.class);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    // A frozen database answers nothing at all, not even that a statement took too long.
    private static final int READ_SECONDS = 10;
    private static final int PRUNE_MOST = 1000;

    private final TypedBus bus;
    private final AccountServices identity;
    private final Duration revocationPoll;
    private boolean stopped;
    private boolean feedBroken;

    public AccountVerticle(TypedBus bus, AccountServices identity, AccountConfig config) {
        this.bus = bus;
        this.identity = identity;
        this.revocationPoll = config.revocationPoll();
    }

    @Override
    public Future<?> start() {
        return identity.feed().open().compose(loaded -> {
            readFeedLater();
            vertx.setPeriodic(PRUNE_EVERY.toMillis(), timer -> prune());
            return Future.all(List.of(
                    bus.answer(AccountEndpoints.REGISTER, identity.registration()::register),
                    bus.answer(AccountEndpoints.IMPORT, identity.registration()::bring),
                    bus.answer(AccountEndpoints.SIGN_IN, identity.signInDesk()::signIn),
                    bus.answer(AccountEndpoints.SIGN_OUT, identity.signInDesk()::signOut),
                    bus.answer(AccountEndpoints.CHANGE_PASSWORD, identity.signInDesk()::changePassword),
                    bus.answer(AccountEndpoints.READ, identity.administration()::read),
                    bus.answer(AccountEndpoints.LIST, identity.administration()::list),
                    bus.answer(AccountEndpoints.UPDATE, identity.administration()::update)));
        });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return identity.hashing().close();
    }

    // Each reading is started after the last one ended, so that a slow database is not asked ever more often.
    private void readFeedLater() {
        vertx.setTimer(
                revocationPoll.toMillis(),
                timer -> identity.feed()
                        .read()
                        .timeout(READ_SECONDS, TimeUnit.SECONDS)
                        .onComplete(read -> {
                            if (read.failed() && !feedBroken) {
                                log.warn(
                                        "Revocations cannot be read; what is known stays refused: {}",
                                        read.cause().toString());
                            }
                            feedBroken = read.failed();
                            if (!stopped) {
                                readFeedLater();
                            }
                        }));
    }

    private void prune() {
        Future.join(identity.feed().prune(PRUNE_MOST), identity.throttle().prune(PRUNE_MOST))
                .onFailure(e -> log.warn("Old revocations and failures stay a little longer: {}", e.toString()));
    }
}
