package io.evently.account.service;

import io.evently.account.Tier;
import io.evently.account.service.HashQueue.Purpose;
import io.evently.config.Profile;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.vertx.core.Future.failedFuture;
import static io.vertx.core.Future.succeededFuture;

/** Makes the accounts that are there from the start. Any number of nodes may do so at once; what is there stays. */
final class AccountSeed {
    private static final Logger log = LoggerFactory.getLogger(AccountSeed.class);

    // Nobody asked for these hashes, from no address.
    private static final String NOBODY = "";

    private final Pool accounts;
    private final Profile profile;
    private final Optional<SeedAccount> admin;
    private final PasswordHashing hashing;
    private final Ids ids;
    private final Clock clock;
    private final AccountRepository repository = new AccountRepository();
    private final DemoMarkRepository marks = new DemoMarkRepository();

    AccountSeed(Pool accounts, Profile profile, AccountConfig config, PasswordHashing hashing, Ids ids, Clock clock) {
        this.accounts = accounts;
        this.profile = profile;
        this.admin = config.admin(profile);
        this.hashing = hashing;
        this.ids = ids;
        this.clock = clock;
    }

    /** Fails with an {@link AccountStartException} when production was given the data of a demo. */
    Future<Void> sow() {
        List<SeedAccount> wanted = new ArrayList<>();
        admin.ifPresent(wanted::add);
        if (profile == Profile.DEMO) {
            wanted.add(SeedAccount.DEMO_USER);
        }
        Future<Void> sown = profile == Profile.PRODUCTION ? refuseDemo() : marks.mark(accounts);
        for (SeedAccount account : wanted) {
            sown = sown.compose(before -> sow(account));
        }
        return sown.onSuccess(done -> {
            if (admin.filter(SeedAccount.DEMO_ADMIN::equals).isPresent()) {
                log.warn(
                        "Demo profile: anybody may sign in as {} / {} (admin)",
                        DemoLogins.ADMIN_EMAIL,
                        DemoLogins.ADMIN_PASSWORD);
            }
        });
    }

    private Future<Void> sow(SeedAccount wanted) {
        return repository
                .find(accounts, wanted.email())
                .compose(found -> found.map(stored -> keep(wanted, stored)).orElseGet(() -> make(wanted)));
    }

    // Whoever signed up with the address first must not become admin by it.
    private static Future<Void> keep(SeedAccount wanted, AccountRepository.Stored stored) {
        if (stored.account().role() != wanted.role()) {
            log.warn(
                    "The account that account.adminEmail names exists with the role {} and stays so",
                    stored.account().role());
        }
        return succeededFuture();
    }

    private Future<Void> make(SeedAccount wanted) {
        return required(hashing.hash(wanted.password(), NOBODY))
                .compose(phc -> repository.insert(
                        accounts,
                        List.of(new AccountRepository.New(
                                ids.next(), wanted.email(), wanted.name(), phc, wanted.role(), Tier.BASIC)),
                        clock.instant()))
                .mapEmpty();
    }

    // The logins first: with them the data are not only a demo's, they are open.
    private Future<Void> refuseDemo() {
        return refuseLogin(SeedAccount.DEMO_ADMIN)
                .compose(refused -> refuseLogin(SeedAccount.DEMO_USER))
                .compose(refused -> marks.marked(accounts))
                .compose(marked -> marked ? failedFuture(demoData()) : succeededFuture());
    }

    private Future<Void> refuseLogin(SeedAccount demo) {
        return repository
                .find(accounts, demo.email())
                .compose(found -> found.filter(stored -> stored.account().active())
                        .map(stored -> required(hashing.matches(
                                        demo.password(), stored.passwordHash(), Purpose.SIGN_IN, NOBODY))
                                .compose(open -> open ? failedFuture(open(demo)) : Future.<Void>succeededFuture()))
                        .orElseGet(Future::succeededFuture));
    }

    private static AccountStartException open(SeedAccount demo) {
        return new AccountStartException("The accounts database still lets "
                + demo.email().text()
                + " in with the demo password: the production profile needs a database that was never a demo's.");
    }

    private static AccountStartException demoData() {
        return new AccountStartException(
                "The accounts database was a demo's, where anybody could become an administrator:"
                        + " the production profile needs another one. Whoever has looked at every account in it removes the row"
                        + " of the table demo_mark.");
    }

    private static <T> Future<T> required(Optional<Future<T>> hashed) {
        return hashed.orElseGet(
                () -> failedFuture(new IllegalStateException("the password queue is full before anybody came")));
    }
}
