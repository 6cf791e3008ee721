package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.ChangePassword;
import io.evently.account.ChangePasswordOutcome;
import io.evently.account.SecurityLog;
import io.evently.account.SecurityLog.Event;
import io.evently.account.Session;
import io.evently.account.SignIn;
import io.evently.account.SignInOutcome;
import io.evently.account.SignOut;
import io.evently.account.SignedOut;
import io.evently.account.service.HashQueue.Purpose;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static io.vertx.core.Future.succeededFuture;

/** Signs people in and out, and changes their passwords. */
final class SignInService {
    private final Pool accounts;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final PasswordCheck passwords;
    private final JwtTokens tokens;
    private final RevocationFeed feed;
    private final SecurityLog security;
    private final Clock clock;
    private final AccountRepository repository = new AccountRepository();

    SignInService(
            Pool accounts,
            PasswordRules rules,
            PasswordHashing hashing,
            PasswordCheck passwords,
            JwtTokens tokens,
            RevocationFeed feed,
            SecurityLog security,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hashing = hashing;
        this.passwords = passwords;
        this.tokens = tokens;
        this.feed = feed;
        this.security = security;
        this.clock = clock;
    }

    Future<SignInOutcome> signIn(SignIn wish) {
        return repository.find(accounts, wish.email()).compose(found -> {
            AccountRepository.Stored stored =
                    found.filter(it -> it.account().active()).orElse(null);
            return passwords
                    .check(wish.email(), wish.address(), wish.password(), hashOf(stored), Purpose.SIGN_IN)
                    .compose(result -> switch (result.verdict()) {
                        case RIGHT -> signedIn(stored, wish);
                        case WRONG -> {
                            record(Event.SIGN_IN_FAILED, found, wish.address());
                            yield succeededFuture(new SignInOutcome.WrongCredentials());
                        }
                        case THROTTLED -> {
                            record(Event.SIGN_IN_THROTTLED, found, wish.address());
                            yield succeededFuture(new SignInOutcome.Throttled(result.retryAfterSeconds()));
                        }
                        case OVERLOADED -> succeededFuture(new SignInOutcome.Overloaded(result.retryAfterSeconds()));
                    });
        });
    }

    Future<ChangePasswordOutcome> changePassword(ChangePassword wish) {
        Optional<String> refusal = rules.refusal(wish.replacement());
        if (refusal.isPresent()) {
            return succeededFuture(new ChangePasswordOutcome.PasswordRefused(refusal.get()));
        }
        return repository
                .find(accounts, wish.accountId())
                .compose(found -> found.map(stored -> changePassword(wish, stored))
                        .orElseGet(() -> succeededFuture(new ChangePasswordOutcome.WrongPassword())));
    }

    Future<SignedOut> signOut(SignOut wish) {
        return feed.revoke(wish.accountId(), wish.tokenId(), wish.expiresAt()).map(done -> {
            security.record(Event.SIGNED_OUT, wish.accountId(), wish.address());
            return new SignedOut();
        });
    }

    private Future<SignInOutcome> signedIn(AccountRepository.@Nullable Stored stored, SignIn wish) {
        if (stored == null || stored.passwordHash() == null) {
            return succeededFuture(new SignInOutcome.WrongCredentials());
        }
        return refresh(stored.account(), stored.passwordHash(), wish).map(refreshed -> {
            security.record(Event.SIGNED_IN, stored.account().id(), wish.address());
            return new SignInOutcome.SignedIn(
                    new Session(stored.account(), tokens.issue(stored.account(), stored.tokenVersion())));
        });
    }

    // Now is the one moment at which the password is at hand. When the queue is full, the next sign-in will do.
    private Future<Void> refresh(Account account, String phc, SignIn wish) {
        if (!hashing.outdated(phc)) {
            return succeededFuture();
        }
        return hashing.hash(wish.password(), NetworkAddress.group(wish.address()))
                .map(hash -> hash.compose(fresh -> repository.replaceHash(accounts, account.id(), phc, fresh)))
                .orElseGet(Future::succeededFuture);
    }

    private Future<ChangePasswordOutcome> changePassword(ChangePassword wish, AccountRepository.Stored stored) {
        return passwords
                .check(
                        stored.account().email(),
                        wish.address(),
                        wish.current(),
                        stored.passwordHash(),
                        Purpose.NEW_HASH)
                .compose(result -> switch (result.verdict()) {
                    case RIGHT -> replace(stored, wish);
                    case WRONG -> {
                        security.record(Event.PASSWORD_CHANGE_FAILED, wish.accountId(), wish.address());
                        yield succeededFuture(new ChangePasswordOutcome.WrongPassword());
                    }
                    case THROTTLED -> {
                        security.record(Event.PASSWORD_CHANGE_THROTTLED, wish.accountId(), wish.address());
                        yield succeededFuture(new ChangePasswordOutcome.Throttled(result.retryAfterSeconds()));
                    }
                    case OVERLOADED ->
                        succeededFuture(new ChangePasswordOutcome.Overloaded(result.retryAfterSeconds()));
                });
    }

    private Future<ChangePasswordOutcome> replace(AccountRepository.Stored stored, ChangePassword wish) {
        return hashing.hash(wish.replacement(), NetworkAddress.group(wish.address()))
                .map(hash -> hash.compose(fresh -> store(stored, fresh, wish.address())))
                .orElseGet(() ->
                        succeededFuture(new ChangePasswordOutcome.Overloaded(PasswordHashing.RETRY_AFTER_SECONDS)));
    }

    private Future<ChangePasswordOutcome> store(AccountRepository.Stored stored, String fresh, String address) {
        Instant now = clock.instant();
        return repository
                .changePassword(
                        accounts, stored.account().id(), stored.tokenVersion(), fresh, now, TokenLife.endOfAll(now))
                .map(changed -> {
                    changed.ifPresent(feed::tell);
                    Event event = changed.isPresent() ? Event.PASSWORD_CHANGED : Event.PASSWORD_CHANGE_FAILED;
                    security.record(event, stored.account().id(), address);
                    return changed.isPresent()
                            ? new ChangePasswordOutcome.Changed()
                            : new ChangePasswordOutcome.WrongPassword();
                });
    }

    private void record(Event event, Optional<AccountRepository.Stored> found, String address) {
        security.record(event, found.map(stored -> stored.account().id()).orElse(null), address);
    }

    private static @Nullable String hashOf(AccountRepository.@Nullable Stored stored) {
        return stored == null ? null : stored.passwordHash();
    }
}
