package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.AccountOutcome;
import io.evently.account.AccountPage;
import io.evently.account.ListAccounts;
import io.evently.account.ReadAccount;
import io.evently.account.Revocation;
import io.evently.account.Role;
import io.evently.account.SecurityLog;
import io.evently.account.SecurityLog.Event;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

import static io.vertx.core.Future.succeededFuture;

/** What is on file about accounts, and what admins change about them. */
final class Administration {
    private final Pool accounts;
    private final RevocationFeed feed;
    private final SecurityLog security;
    private final Clock clock;
    private final AccountRepository repository = new AccountRepository();

    Administration(Pool accounts, RevocationFeed feed, SecurityLog security, Clock clock) {
        this.accounts = accounts;
        this.feed = feed;
        this.security = security;
        this.clock = clock;
    }

    Future<AccountOutcome> read(ReadAccount question) {
        return repository
                .find(accounts, question.accountId())
                .map(found -> found.<AccountOutcome>map(stored -> new AccountOutcome.Found(stored.account()))
                        .orElseGet(AccountOutcome.Unknown::new));
    }

    Future<AccountPage> list(ListAccounts question) {
        long offset = (question.page() - 1L) * question.limit();
        return Future.all(repository.page(accounts, question.limit(), offset), repository.count(accounts))
                .map(both -> new AccountPage(both.resultAt(0), both.<Long>resultAt(1)));
    }

    Future<UpdateOutcome> update(UpdateAccount change) {
        boolean takesRights = change.role() == Role.USER || Boolean.FALSE.equals(change.active());
        if (takesRights && change.actorId().equals(change.accountId())) {
            record(change, new UpdateOutcome.OwnAccount());
            return succeededFuture(new UpdateOutcome.OwnAccount());
        }
        Future<Written> written = takesRights
                ? repository.inTransaction(accounts, transaction -> writeUnlessLast(transaction, change))
                : write(accounts, change);
        // Told when it is committed, never before.
        return written.map(it -> {
            it.ended().ifPresent(feed::tell);
            record(change, it.outcome());
            return it.outcome();
        });
    }

    private void record(UpdateAccount change, UpdateOutcome outcome) {
        StringJoiner detail = new StringJoiner(" ");
        if (change.role() != null) {
            detail.add("role=" + change.role());
        }
        if (change.tier() != null) {
            detail.add("tier=" + change.tier());
        }
        if (change.active() != null) {
            detail.add("active=" + change.active());
        }
        Event event = outcome instanceof UpdateOutcome.Updated ? Event.ACCOUNT_CHANGED : Event.ACCOUNT_CHANGE_REFUSED;
        security.record(event, change.actorId(), change.accountId(), detail.toString());
    }

    private Future<Written> writeUnlessLast(SqlClient transaction, UpdateAccount change) {
        return repository
                .lockActiveAdmins(transaction)
                .compose(admins -> admins.equals(Set.of(change.accountId()))
                        ? succeededFuture(new Written(new UpdateOutcome.LastAdmin(), Optional.empty()))
                        : write(transaction, change));
    }

    private Future<Written> write(SqlClient client, UpdateAccount change) {
        Instant now = clock.instant();
        Instant lastExpiry = TokenLife.endOfAll(now);
        return repository
                .update(client, change, now, lastExpiry)
                .map(changed -> changed.map(it -> written(it, lastExpiry))
                        .orElseGet(() -> new Written(new UpdateOutcome.Unknown(), Optional.empty())));
    }

    private static Written written(AccountRepository.Changed changed, Instant lastExpiry) {
        Account account = changed.stored().account();
        Revocation ended =
                new Revocation.OfAccount(account.id(), changed.stored().tokenVersion(), lastExpiry);
        return new Written(
                new UpdateOutcome.Updated(account), changed.tokensEnded() ? Optional.of(ended) : Optional.empty());
    }

    /** @param ended the tokens that ended with the change */
    private record Written(UpdateOutcome outcome, Optional<Revocation> ended) {}
}
