package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.EmailAddress;
import io.evently.account.ImportAccounts;
import io.evently.account.ImportOutcome;
import io.evently.account.RegisterAccount;
import io.evently.account.RegisterOutcome;
import io.evently.account.Role;
import io.evently.account.SecurityLog;
import io.evently.account.SecurityLog.Event;
import io.evently.account.Session;
import io.evently.account.Tier;
import io.evently.account.service.HashQueue.Purpose;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

/** Makes accounts: one that signs up, or many that an admin brings along. */
final class Registration {
    private final Pool accounts;
    private final PasswordRules rules;
    private final PasswordHashing hashing;
    private final SignUpAllowance allowance;
    private final JwtTokens tokens;
    private final SecurityLog security;
    private final Ids ids;
    private final Clock clock;
    private final AccountRepository repository = new AccountRepository();

    Registration(
            Pool accounts,
            PasswordRules rules,
            PasswordHashing hashing,
            SignUpAllowance allowance,
            JwtTokens tokens,
            SecurityLog security,
            Ids ids,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hashing = hashing;
        this.allowance = allowance;
        this.tokens = tokens;
        this.security = security;
        this.ids = ids;
        this.clock = clock;
    }

    Future<RegisterOutcome> register(RegisterAccount wish) {
        Optional<String> refusal = rules.refusal(wish.password());
        if (refusal.isPresent()) {
            return succeededFuture(new RegisterOutcome.PasswordRefused(refusal.get()));
        }
        // Looked up first, so that a taken address costs no hash; the unique address decides between two at once.
        return repository
                .find(accounts, wish.email())
                .compose(known -> known.isPresent() ? succeededFuture(new RegisterOutcome.EmailTaken()) : hashed(wish));
    }

    private Future<RegisterOutcome> hashed(RegisterAccount wish) {
        String group = NetworkAddress.group(wish.address());
        if (hashing.full(Purpose.NEW_HASH, group)) {
            return succeededFuture(overloaded());
        }
        if (!allowance.take(group)) {
            security.record(Event.SIGN_UP_THROTTLED, null, wish.address());
            return succeededFuture(new RegisterOutcome.Throttled((int) SignUpAllowance.PERIOD.toSeconds()));
        }
        return hashing.hash(wish.password(), group)
                .map(hash -> hash.compose(phc -> insert(wish, phc)))
                .orElseGet(() -> succeededFuture(overloaded()));
    }

    private static RegisterOutcome overloaded() {
        return new RegisterOutcome.Overloaded(PasswordHashing.RETRY_AFTER_SECONDS);
    }

    Future<ImportOutcome> bring(ImportAccounts wish) {
        List<Integer> refused = new ArrayList<>();
        List<AccountRepository.New> wanted = new ArrayList<>(wish.entries().size());
        for (ImportAccounts.Entry entry : wish.entries()) {
            String hash = entry.passwordHash();
            if (hash != null && Argon2Hash.parse(hash).isEmpty()) {
                refused.add(wanted.size());
            }
            wanted.add(new AccountRepository.New(ids.next(), entry.email(), entry.name(), hash, Role.USER, Tier.BASIC));
        }
        if (!refused.isEmpty()) {
            return succeededFuture(new ImportOutcome.HashesRefused(refused));
        }
        Instant now = now();
        return repository
                .insert(accounts, wanted, now)
                .onSuccess(inserted -> security.record(
                        Event.ACCOUNTS_IMPORTED,
                        wish.actorId(),
                        null,
                        "created=" + inserted.size() + " asked=" + wanted.size()))
                .compose(inserted -> repository
                        .ids(
                                accounts,
                                wanted.stream()
                                        .map(AccountRepository.New::email)
                                        .toList())
                        .map(owners -> new ImportOutcome.Imported(wanted.stream()
                                .map(one -> inserted.contains(one.id())
                                        ? created(one.at(now), wish.issueTokens())
                                        : new ImportOutcome.Entry(owner(owners, one.email()), one.email(), false, null))
                                .toList())));
    }

    private ImportOutcome.Entry created(Account account, boolean issueToken) {
        return new ImportOutcome.Entry(account.id(), account.email(), true, issueToken ? token(account) : null);
    }

    // Accounts are never deleted, so whoever kept an insert from happening is there.
    private static UUID owner(Map<EmailAddress, UUID> owners, EmailAddress email) {
        return requireNonNull(owners.get(email), "an account that was there is gone");
    }

    private Future<RegisterOutcome> insert(RegisterAccount wish, String phc) {
        AccountRepository.New wanted =
                new AccountRepository.New(ids.next(), wish.email(), wish.name(), phc, wish.role(), Tier.BASIC);
        Instant now = now();
        return repository.insert(accounts, List.of(wanted), now).map(inserted -> {
            if (inserted.isEmpty()) {
                return new RegisterOutcome.EmailTaken();
            }
            Account account = wanted.at(now);
            security.record(Event.SIGNED_UP, account.id(), wish.address());
            return new RegisterOutcome.Registered(new Session(account, token(account)));
        });
    }

    private String token(Account account) {
        return tokens.issue(account, AccountRepository.New.FIRST_VERSION);
    }

    // As PostgreSQL will give it back.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
