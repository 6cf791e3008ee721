package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.ChangePassword;
import io.evently.account.ChangePasswordOutcome;
import io.evently.account.Password;
import io.evently.account.Revocation;
import io.evently.account.Session;
import io.evently.account.SignIn;
import io.evently.account.SignInOutcome;
import io.evently.account.SignOut;
import io.evently.account.SignedOut;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
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
    private final Duration tokenLife;
    private final Clock clock;
    private final AccountRepository repository = new AccountRepository();

    SignInService(
            Pool accounts,
            PasswordRules rules,
            PasswordHashing hashing,
            PasswordCheck passwords,
            JwtTokens tokens,
            RevocationFeed feed,
            Duration tokenLife,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hashing = hashing;
        this.passwords = passwords;
        this.tokens = tokens;
        this.feed = feed;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    Future<SignInOutcome> signIn(SignIn wish) {
        return repository.find(accounts, wish.email()).compose(found -> {
            AccountRepository.Stored stored =
                    found.filter(it -> it.account().active()).orElse(null);
            return passwords
                    .check(wish.email(), wish.address(), wish.password(), hashOf(stored))
                    .compose(result -> switch (result.verdict()) {
                        case RIGHT -> signedIn(stored, wish.password());
                        case WRONG -> succeededFuture(new SignInOutcome.WrongCredentials());
                        case THROTTLED -> succeededFuture(new SignInOutcome.Throttled(result.retryAfterSeconds()));
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
        return feed.revoke(new Revocation.OfToken(wish.tokenId(), wish.expiresAt()))
                .map(done -> new SignedOut());
    }

    private Future<SignInOutcome> signedIn(AccountRepository.@Nullable Stored stored, Password password) {
        if (stored == null || stored.passwordHash() == null) {
            return succeededFuture(new SignInOutcome.WrongCredentials());
        }
        return refresh(stored.account(), stored.passwordHash(), password)
                .map(refreshed -> new SignInOutcome.SignedIn(
                        new Session(stored.account(), tokens.issue(stored.account(), stored.tokenVersion()))));
    }

    // Now is the one moment at which the password is at hand. When the queue is full, the next sign-in will do.
    private Future<Void> refresh(Account account, String phc, Password password) {
        if (!hashing.outdated(phc)) {
            return succeededFuture();
        }
        return hashing.hash(password)
                .map(hash -> hash.compose(fresh -> repository.replaceHash(accounts, account.id(), phc, fresh)))
                .orElseGet(Future::succeededFuture);
    }

    private Future<ChangePasswordOutcome> changePassword(ChangePassword wish, AccountRepository.Stored stored) {
        return passwords
                .check(stored.account().email(), wish.address(), wish.current(), stored.passwordHash())
                .compose(result -> switch (result.verdict()) {
                    case RIGHT -> replace(stored, wish.replacement());
                    case WRONG -> succeededFuture(new ChangePasswordOutcome.WrongPassword());
                    case THROTTLED -> succeededFuture(new ChangePasswordOutcome.Throttled(result.retryAfterSeconds()));
                    case OVERLOADED ->
                        succeededFuture(new ChangePasswordOutcome.Overloaded(result.retryAfterSeconds()));
                });
    }

    private Future<ChangePasswordOutcome> replace(AccountRepository.Stored stored, Password replacement) {
        return hashing.hash(replacement)
                .map(hash -> hash.compose(fresh -> store(stored, fresh)))
                .orElseGet(() ->
                        succeededFuture(new ChangePasswordOutcome.Overloaded(PasswordHashing.RETRY_AFTER_SECONDS)));
    }

    private Future<ChangePasswordOutcome> store(AccountRepository.Stored stored, String fresh) {
        Instant now = clock.instant();
        return repository
                .changePassword(accounts, stored.account().id(), stored.tokenVersion(), fresh, now, now.plus(tokenLife))
                .map(changed -> {
                    changed.ifPresent(feed::tell);
                    return changed.isPresent()
                            ? new ChangePasswordOutcome.Changed()
                            : new ChangePasswordOutcome.WrongPassword();
                });
    }

    private static @Nullable String hashOf(AccountRepository.@Nullable Stored stored) {
        return stored == null ? null : stored.passwordHash();
    }
}
