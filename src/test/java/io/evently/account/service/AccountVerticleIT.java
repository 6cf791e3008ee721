package io.evently.account.service;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.AccountPage;
import io.evently.account.Caller;
import io.evently.account.ChangePassword;
import io.evently.account.ChangePasswordOutcome;
import io.evently.account.EmailAddress;
import io.evently.account.ImportAccounts;
import io.evently.account.ImportAccounts.Entry;
import io.evently.account.ImportOutcome;
import io.evently.account.ListAccounts;
import io.evently.account.Password;
import io.evently.account.ReadAccount;
import io.evently.account.RegisterAccount;
import io.evently.account.RegisterOutcome;
import io.evently.account.RegisterOutcome.EmailTaken;
import io.evently.account.RegisterOutcome.Registered;
import io.evently.account.Role;
import io.evently.account.Session;
import io.evently.account.SignInOutcome;
import io.evently.account.SignInOutcome.SignedIn;
import io.evently.account.SignInOutcome.WrongCredentials;
import io.evently.account.SignOut;
import io.evently.account.SignedOut;
import io.evently.account.Tier;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import static io.evently.account.service.AccountNode.await;
import static io.evently.account.service.AccountNode.freshEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Accounts on two nodes")
class AccountVerticleIT {
    private static final String HERE = "192.0.2.1";
    private static final AdjustableClock CLOCK = new AdjustableClock();
    private static StorageConfig storage;
    private static AccountNode node;
    private static AccountNode other;

    @BeforeAll
    static void start() throws Exception {
        storage = AccountNode.storage(TestServices.freshDatabaseUrl());
        node = AccountNode.start(storage, AccountConfigs.demo(), CLOCK);
        other = AccountNode.start(storage, AccountConfigs.demo(), CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        other.close();
    }

    @Test
    @DisplayName("of two registrations of one address at once, on two nodes, one wins")
    void registeredOnce() throws Exception {
        EmailAddress email = freshEmail();
        RegisterAccount wish = new RegisterAccount(email, "Somebody", new Password("demo123"), Role.USER, "::1");
        List<RegisterOutcome> outcomes =
                await(Future.all(node.ask(AccountEndpoints.REGISTER, wish), other.ask(AccountEndpoints.REGISTER, wish))
                        .map(both -> both.<RegisterOutcome>list()));
        assertThat(outcomes).hasAtLeastOneElementOfType(Registered.class).hasAtLeastOneElementOfType(EmailTaken.class);
    }

    @Test
    @DisplayName("whoever registered signs in on the other node, by an address in any case, and is known on both")
    void signIn() throws Exception {
        EmailAddress email = freshEmail();
        Session session = node.registered(email, "demo123", Role.USER);
        SignInOutcome outcome =
                other.signIn(new EmailAddress("  " + email.text().toUpperCase(Locale.ROOT) + " "), "demo123", HERE);
        assertThat(outcome).isInstanceOf(SignedIn.class);
        assertThat(((SignedIn) outcome).session().account()).isEqualTo(session.account());
        assertThat(other.admits(session)).isTrue();
        assertThat(node.admits(((SignedIn) outcome).session())).isTrue();
    }

    @Test
    @DisplayName("an unknown address, a wrong password, no password and a deactivated account cost one hash each")
    void sameCost() throws Exception {
        EmailAddress known = freshEmail();
        EmailAddress deactivated = freshEmail();
        EmailAddress imported = freshEmail();
        node.registered(known, "demo123", Role.USER);
        update(admin(), node.registered(deactivated, "demo123", Role.USER), null, false);
        bring(false, new Entry(imported, "Imported", null));
        for (EmailAddress email : List.of(freshEmail(), known, deactivated, imported)) {
            long before = node.identity().hashing().computed();
            String password = email.equals(deactivated) ? "demo123" : "wrong password";
            assertThat(node.signIn(email, password, HERE)).isEqualTo(new WrongCredentials());
            assertThat(node.identity().hashing().computed() - before).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a signed-out token is refused at once here and soon on the other node; another one is not")
    void signOut() throws Exception {
        EmailAddress email = freshEmail();
        Session first = node.registered(email, "demo123", Role.USER);
        Session second = ((SignedIn) node.signIn(email, "demo123", HERE)).session();
        Caller caller = node.verifier().verify(String.valueOf(first.token())).orElseThrow();
        SignOut wish = new SignOut(caller.userId(), caller.tokenId(), caller.expiresAt(), "::1");
        assertThat(await(node.ask(AccountEndpoints.SIGN_OUT, wish))).isEqualTo(new SignedOut());
        assertThat(await(node.ask(AccountEndpoints.SIGN_OUT, wish))).as("twice").isEqualTo(new SignedOut());
        assertThat(node.admits(first)).isFalse();
        await().until(() -> !other.admits(first));
        assertThat(node.admits(second)).isTrue();
        assertThat(other.admits(second)).isTrue();
    }

    @Test
    @DisplayName("what is revoked is heard over the bus, before the database is read again")
    void announced() throws Exception {
        Revocations heard = new Revocations();
        RevocationFeed listener = new RevocationFeed(node.accounts(), node.bus(), heard, TokenLife.LONGEST, CLOCK);
        await(listener.open());
        Session session = node.registered(freshEmail(), "demo123", Role.USER);
        Caller caller = node.verifier().verify(String.valueOf(session.token())).orElseThrow();
        await(node.ask(
                AccountEndpoints.SIGN_OUT, new SignOut(caller.userId(), caller.tokenId(), caller.expiresAt(), "::1")));
        await().until(() -> heard.refuses(new VerifiedToken(caller, 1)));
    }

    @Test
    @DisplayName("a node that starts later knows what was revoked before its first request")
    void lateNode() throws Exception {
        Session session = node.registered(freshEmail(), "demo123", Role.USER);
        Caller caller = node.verifier().verify(String.valueOf(session.token())).orElseThrow();
        await(node.ask(
                AccountEndpoints.SIGN_OUT, new SignOut(caller.userId(), caller.tokenId(), caller.expiresAt(), "::1")));
        try (AccountNode late = AccountNode.start(storage, AccountConfigs.demo(), CLOCK)) {
            assertThat(late.admits(session)).isFalse();
        }
    }

    @Test
    @DisplayName("a changed password ends all tokens made so far, on both nodes; only the new one signs in")
    void changePassword() throws Exception {
        EmailAddress email = freshEmail();
        Session session = node.registered(email, "demo123", Role.USER);
        assertThat(change(session, "wrong", "other456")).isEqualTo(new ChangePasswordOutcome.WrongPassword());
        assertThat(change(session, "demo123", "short")).isInstanceOf(ChangePasswordOutcome.PasswordRefused.class);
        assertThat(node.admits(session)).isTrue();
        assertThat(change(session, "demo123", "other456")).isEqualTo(new ChangePasswordOutcome.Changed());
        assertThat(node.admits(session)).isFalse();
        await().until(() -> !other.admits(session));
        assertThat(node.signIn(email, "demo123", HERE)).isEqualTo(new WrongCredentials());
        SignInOutcome again = node.signIn(email, "other456", HERE);
        assertThat(again).isInstanceOf(SignedIn.class);
        assertThat(other.admits(((SignedIn) again).session())).isTrue();
    }

    @Test
    @DisplayName("a new role or deactivation ends the tokens made so far, a new tier does not")
    void update() throws Exception {
        Session admin = admin();
        Session user = node.registered(freshEmail(), "demo123", Role.USER);
        UpdateOutcome premium = await(node.ask(
                AccountEndpoints.UPDATE,
                new UpdateAccount(admin.account().id(), user.account().id(), null, Tier.PREMIUM, null)));
        assertThat(((UpdateOutcome.Updated) premium).account().tier()).isEqualTo(Tier.PREMIUM);
        assertThat(node.admits(user)).isTrue();
        update(admin, user, Role.ADMIN, null);
        assertThat(node.admits(user)).isFalse();
        await().until(() -> !other.admits(user));
        Session promoted = ((SignedIn) node.signIn(user.account().email(), "demo123", HERE)).session();
        assertThat(node.verifier()
                        .verify(String.valueOf(promoted.token()))
                        .orElseThrow()
                        .role())
                .isEqualTo(Role.ADMIN);
        update(admin, user, null, false);
        assertThat(node.admits(promoted)).isFalse();
        assertThat(update(admin, UUID.randomUUID(), Role.USER)).isEqualTo(new UpdateOutcome.Unknown());
    }

    @Test
    @DisplayName("admins cannot take their own rights away")
    void ownAccount() throws Exception {
        Session admin = admin();
        assertThat(update(admin, admin.account().id(), Role.USER)).isEqualTo(new UpdateOutcome.OwnAccount());
        assertThat(node.admits(admin)).isTrue();
    }

    @Test
    @DisplayName("an import makes the new accounts, with tokens when asked for, and leaves the others alone")
    void bring() throws Exception {
        EmailAddress known = freshEmail();
        EmailAddress fresh = freshEmail();
        Session session = node.registered(known, "demo123", Role.USER);
        ImportOutcome outcome = bring(
                true, new Entry(known, "Changed?", null), new Entry(fresh, "New", null), new Entry(fresh, "New", null));
        List<ImportOutcome.Entry> entries = ((ImportOutcome.Imported) outcome).entries();
        assertThat(entries).extracting(ImportOutcome.Entry::created).containsExactly(false, true, false);
        assertThat(entries.get(0).id()).isEqualTo(session.account().id());
        assertThat(entries.get(0).token()).isNull();
        assertThat(entries.get(2).id()).isEqualTo(entries.get(1).id());
        assertThat(other.verifier()
                        .verify(String.valueOf(entries.get(1).token()))
                        .orElseThrow()
                        .userId())
                .isEqualTo(entries.get(1).id());
        AccountOutcome kept = await(node.ask(
                AccountEndpoints.READ, new ReadAccount(session.account().id())));
        assertThat(kept).isEqualTo(new AccountOutcome.Found(session.account()));
    }

    @Test
    @DisplayName("an imported hash signs in, and is replaced by one of today's costs; a hostile one is refused")
    void importedHash() throws Exception {
        EmailAddress email = freshEmail();
        String cheap = new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode("from elsewhere");
        String hostile = "$argon2id$v=19$m=4194304,t=100,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2g";
        assertThat(bring(false, new Entry(email, "A", cheap), new Entry(freshEmail(), "B", hostile)))
                .isEqualTo(new ImportOutcome.HashesRefused(List.of(1)));
        bring(false, new Entry(email, "A", cheap));
        assertThat(storedHash(email)).isEqualTo(cheap);
        assertThat(node.signIn(email, "from elsewhere", HERE)).isInstanceOf(SignedIn.class);
        String replaced = storedHash(email);
        assertThat(replaced).startsWith("$argon2id$v=19$m=7168,t=1,p=1$");
        assertThat(node.signIn(email, "from elsewhere", HERE)).isInstanceOf(SignedIn.class);
        assertThat(storedHash(email)).as("once is enough").isEqualTo(replaced);
    }

    @Test
    @DisplayName(
            "a password is the same in every Unicode form; one that was imported may be in the form it was typed in")
    void unicodeForms() throws Exception {
        String composed = "M\u00FCnchenpa\u00DFwort1";
        String decomposed = "Mu\u0308nchenpa\u00DFwort1";
        EmailAddress email = freshEmail();
        node.registered(email, composed, Role.USER);
        assertThat(node.signIn(email, decomposed, "::1")).isInstanceOf(SignInOutcome.SignedIn.class);
        EmailAddress other = freshEmail();
        node.registered(other, decomposed, Role.USER);
        assertThat(node.signIn(other, composed, "::1")).isInstanceOf(SignInOutcome.SignedIn.class);
        EmailAddress brought = freshEmail();
        String hash = new Argon2PasswordEncoder(16, 32, 1, 7 * 1024, 1).encode(decomposed);
        await(node.ask(
                AccountEndpoints.IMPORT,
                new ImportAccounts(
                        UUID.randomUUID(), List.of(new ImportAccounts.Entry(brought, "Brought", hash)), false)));
        assertThat(node.signIn(brought, decomposed, "::1")).isInstanceOf(SignInOutcome.SignedIn.class);
    }

    @Test
    @DisplayName("an account without a hash cannot sign in by any password")
    void noHash() throws Exception {
        EmailAddress email = freshEmail();
        bring(false, new Entry(email, "A", null));
        for (String password : List.of("", "null", "demo123")) {
            assertThat(node.signIn(email, password, HERE)).isEqualTo(new WrongCredentials());
        }
    }

    @Test
    @DisplayName("costs raised in the configuration reach an account when it signs in")
    void rehash() throws Exception {
        EmailAddress email = freshEmail();
        node.registered(email, "demo123", Role.USER);
        try (AccountNode dearer = AccountNode.start(storage, AccountConfigs.demoWithDearerHashes(), CLOCK)) {
            assertThat(dearer.signIn(email, "demo123", HERE)).isInstanceOf(SignedIn.class);
        }
        assertThat(storedHash(email)).startsWith("$argon2id$v=19$m=8192,t=2,p=1$");
    }

    @Test
    @DisplayName("the list is paged, newest first, and counts all")
    void list() throws Exception {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(
                    0,
                    node.registered(freshEmail(), "demo123", Role.USER)
                            .account()
                            .id());
        }
        AccountPage first = await(node.ask(AccountEndpoints.LIST, new ListAccounts(1, 2)));
        AccountPage second = await(node.ask(AccountEndpoints.LIST, new ListAccounts(2, 2)));
        AccountPage beyond = await(node.ask(AccountEndpoints.LIST, new ListAccounts(1_000_000, 100)));
        assertThat(first.accounts()).extracting(Account::id).isEqualTo(made.subList(0, 2));
        assertThat(second.accounts().get(0).id()).isEqualTo(made.get(2));
        assertThat(first.total()).isGreaterThanOrEqualTo(5).isEqualTo(beyond.total());
        assertThat(beyond.accounts()).isEmpty();
    }

    private static Session admin() throws Exception {
        return node.registered(freshEmail(), "demo123", Role.ADMIN);
    }

    private static ChangePasswordOutcome change(Session session, String current, String replacement) throws Exception {
        return await(node.ask(
                AccountEndpoints.CHANGE_PASSWORD,
                new ChangePassword(session.account().id(), new Password(current), new Password(replacement), HERE)));
    }

    @CanIgnoreReturnValue
    private static ImportOutcome bring(boolean issueTokens, Entry... entries) throws Exception {
        return await(node.ask(
                AccountEndpoints.IMPORT, new ImportAccounts(UUID.randomUUID(), List.of(entries), issueTokens)));
    }

    private static void update(Session admin, Session user, @Nullable Role role, @Nullable Boolean active)
            throws Exception {
        UpdateOutcome outcome = await(node.ask(
                AccountEndpoints.UPDATE,
                new UpdateAccount(admin.account().id(), user.account().id(), role, null, active)));
        assertThat(outcome).isInstanceOf(UpdateOutcome.Updated.class);
    }

    private static UpdateOutcome update(Session admin, UUID id, Role role) throws Exception {
        return await(node.ask(
                AccountEndpoints.UPDATE, new UpdateAccount(admin.account().id(), id, role, null, null)));
    }

    private static @Nullable String storedHash(EmailAddress email) throws Exception {
        return await(new AccountRepository().find(node.accounts(), email))
                .orElseThrow()
                .passwordHash();
    }
}
