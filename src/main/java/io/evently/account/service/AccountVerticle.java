package io.evently.account.service;

import io.evently.account.AccountEndpoints;
import io.evently.bus.TypedBus;
import io.evently.schedule.Rounds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Answers {@link AccountEndpoints}; one instance per node. Deployed once it knows every revocation in force. */
public final class AccountVerticle extends VerticleBase {
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    // A frozen database answers nothing at all, not even that a statement took too long.
    private static final int READ_SECONDS = 10;
    private static final int PRUNE_MOST = 1000;

    private final TypedBus bus;
    private final AccountServices identity;
    private final Duration revocationPoll;
    private Rounds reading;
    private Rounds pruning;

    public AccountVerticle(TypedBus bus, AccountServices identity, AccountConfig config) {
        this.bus = bus;
        this.identity = identity;
        this.revocationPoll = config.revocationPoll();
    }

    @Override
    public Future<?> start() {
        reading = Rounds.every(vertx, "Reading revocations", revocationPoll, this::readFeed);
        pruning = Rounds.every(vertx, "Pruning revocations and failures", PRUNE_EVERY, this::prune);
        return identity.feed().open().compose(loaded -> {
            reading.start();
            pruning.start();
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
        return Future.join(reading.stop(), pruning.stop())
                .eventually(() -> identity.hashing().close());
    }

    // While revocations cannot be read, what is known stays refused.
    private Future<Void> readFeed() {
        return identity.feed().read().timeout(READ_SECONDS, TimeUnit.SECONDS);
    }

    private Future<Void> prune() {
        return Future.join(
                        identity.feed().prune(PRUNE_MOST), identity.throttle().prune(PRUNE_MOST))
                .mapEmpty();
    }
}
