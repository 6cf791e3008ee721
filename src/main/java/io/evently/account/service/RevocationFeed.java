package io.evently.account.service;

import io.evently.account.AccountEndpoints;
import io.evently.account.Revocation;
import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's {@link Revocations} in step with the others: PostgreSQL holds the truth and is read on from where
 * the last reading ended, the bus tells at once that there is something to read. While the database is away, what is
 * known goes on being refused.
 */
final class RevocationFeed {
    private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
    // A statement stamps its row before it commits, so each reading goes back a little behind the last one.
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final Pool accounts;
    private final TypedBus bus;
    private final Revocations revocations;
    private final Duration tokenLife;
    private final Clock clock;
    private final RevocationRepository repository = new RevocationRepository();
    private Instant readTo = Instant.EPOCH;
    private @Nullable Future<Void> underWay;
    private boolean again;

    RevocationFeed(Pool accounts, TypedBus bus, Revocations revocations, Duration tokenLife, Clock clock) {
        this.accounts = accounts;
        this.bus = bus;
        this.revocations = revocations;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    /** Listens to the other nodes and reads everything in force; the node is not ready before this is done. */
    Future<Void> open() {
        return bus.listen(AccountEndpoints.REVOKED, told -> heard()).compose(listening -> read());
    }

    // What the bus says is only a hint: believed, one forged message would keep somebody out for good. Many hints that
    // come during a reading are one.
    private void heard() {
        Future<Void> reading = underWay;
        if (reading == null || reading.isComplete()) {
            again = false;
            underWay = read().onFailure(e -> log.debug("Revocations cannot be read; the next poll does", e))
                    .onComplete(done -> {
                        if (again) {
                            heard();
                        }
                    });
        } else {
            again = true;
        }
    }

    /** Reads what is new. */
    Future<Void> read() {
        Instant since = readTo.equals(Instant.EPOCH) ? readTo : readTo.minus(OVERLAP);
        return repository.readSince(accounts, since).map(page -> {
            page.revocations().forEach(this::apply);
            readTo = page.readAt();
            revocations.forget(clock.instant());
            return null;
        });
    }

    /** Revokes one token of the account everywhere; completes when it is durable. */
    Future<Void> revoke(UUID accountId, String tokenId, Instant expiresAt) {
        Revocation.OfToken token = new Revocation.OfToken(accountId, tokenId, expiresAt);
        // Tokens end with whole seconds.
        Instant newTokensEnd = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(tokenLife);
        return repository.add(accounts, accountId, token, newTokensEnd).map(older -> {
            tell(token);
            older.ifPresent(this::tell);
            return null;
        });
    }

    /** Makes a revocation known that is already in the database. */
    void tell(Revocation revocation) {
        apply(revocation);
        bus.announce(AccountEndpoints.REVOKED, revocation);
    }

    /** Deletes a bounded number of revocations whose tokens ran out long ago. */
    Future<Integer> prune(int most) {
        return repository.prune(accounts, most);
    }

    private void apply(Revocation revocation) {
        revocations.add(revocation);
    }
}
