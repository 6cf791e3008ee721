package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.AccountPage;
import io.evently.account.ChangePassword;
import io.evently.account.EmailAddress;
import io.evently.account.ListAccounts;
import io.evently.account.Password;
import io.evently.account.ReadAccount;
import io.evently.account.Role;
import io.evently.account.Session;
import io.evently.account.SignInOutcome;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.evently.config.Profile;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The first accounts")
class FirstAccountsIT {
    private static final String PASSWORD = "a password of my own";

    private final Clock clock = Clock.systemUTC();
    private StorageConfig storage;

    @BeforeEach
    void emptyDatabase() {
        storage = AccountNode.storage(TestServices.freshDatabaseUrl());
    }

    @Test
    @DisplayName("are made once by many nodes at once, which then share one token secret")
    void once() throws Exception {
        try (AccountNode node = AccountNode.start(storage, AccountConfigs.demo(), clock)) {
            AccountPage before = await(node.ask(AccountEndpoints.LIST, new ListAccounts(1, 100)));
            assertThat(before.accounts())
                    .extracting(Account::email)
                    .containsExactlyInAnyOrder(SeedAccount.DEMO_ADMIN.email(), SeedAccount.DEMO_USER.email());
            List<AccountServices> opened = new ArrayList<>();
            for (Future<AccountServices> opening : IntStream.range(0, 5)
                    .mapToObj(i -> AccountServices.open(
                            node.vertx(),
                            node.bus(),
                            node.accounts(),
                            Profile.DEMO,
                            AccountConfigs.demo(),
                            AccountConfigs.SECURITY,
                            clock))
                    .toList()) {
                opened.add(await(opening));
            }
            AccountPage after = await(node.ask(AccountEndpoints.LIST, new ListAccounts(1, 100)));
            assertThat(after).isEqualTo(before);
            String token = opened.get(0).tokens().issue(after.accounts().get(0), 1);
            assertThat(opened)
                    .allSatisfy(one -> assertThat(one.verifier().verify(token)).isPresent());
        }
    }

    @Test
    @DisplayName("include the configured admin, who keeps a changed password over a restart")
    void configured() throws Exception {
        AccountConfig config = AccountConfigs.production("boss@example.com", PASSWORD, AccountConfigs.SECRET);
        EmailAddress boss = new EmailAddress("boss@example.com");
        try (AccountNode node = AccountNode.start(storage, Profile.PRODUCTION, config, clock)) {
            Session session = ((SignInOutcome.SignedIn) node.signIn(boss, PASSWORD, "::1")).session();
            assertThat(session.account().role()).isEqualTo(Role.ADMIN);
            await(node.ask(
                    AccountEndpoints.CHANGE_PASSWORD,
                    new ChangePassword(
                            session.account().id(), new Password(PASSWORD), new Password("quite another"), "::1")));
        }
        try (AccountNode node = AccountNode.start(storage, Profile.PRODUCTION, config, clock)) {
            assertThat(node.signIn(boss, "quite another", "::1")).isInstanceOf(SignInOutcome.SignedIn.class);
        }
    }

    @Test
    @DisplayName("do not lift whoever signed up with the admin's address before")
    void squatter() throws Exception {
        EmailAddress boss = new EmailAddress("boss@example.com");
        AccountConfig without = AccountConfigs.production(null, null, AccountConfigs.SECRET);
        try (AccountNode node = AccountNode.start(storage, Profile.PRODUCTION, without, clock)) {
            Account squatter =
                    node.registered(boss, "squatter's own", Role.USER).account();
            AccountConfig with = AccountConfigs.production(boss.text(), PASSWORD, AccountConfigs.SECRET);
            await(AccountServices.open(
                    node.vertx(),
                    node.bus(),
                    node.accounts(),
                    Profile.PRODUCTION,
                    with,
                    AccountConfigs.SECURITY,
                    clock));
            assertThat(await(node.ask(AccountEndpoints.READ, new ReadAccount(squatter.id()))))
                    .isEqualTo(new AccountOutcome.Found(squatter));
        }
    }

    @Test
    @DisplayName("of a demo keep production from starting, by each login that works and by the mark of the demo")
    void demoData() throws Exception {
        try (AccountNode node = AccountNode.start(storage, AccountConfigs.demo(), clock)) {
            assertProductionRefuses(node, SeedAccount.DEMO_ADMIN.email().text());
            change(node, SeedAccount.DEMO_ADMIN, "is_active = false");
            assertProductionRefuses(node, SeedAccount.DEMO_USER.email().text());
            change(node, SeedAccount.DEMO_USER, "password_hash = NULL");
            assertProductionRefuses(node, "demo_mark");
            await(node.accounts().query("DELETE FROM demo_mark").execute());
            await(openProduction(node));
        }
    }

    private static void change(AccountNode node, SeedAccount account, String what) throws Exception {
        await(node.accounts()
                .query("UPDATE account SET " + what + " WHERE email = '"
                        + account.email().text() + "'")
                .execute());
    }

    private void assertProductionRefuses(AccountNode node, String because) {
        assertThatThrownBy(() -> await(openProduction(node)))
                .isInstanceOf(AccountStartException.class)
                .hasMessageContaining(because);
    }

    private Future<AccountServices> openProduction(AccountNode node) {
        AccountConfig config = AccountConfigs.production("boss@example.com", PASSWORD, AccountConfigs.SECRET);
        return AccountServices.open(
                node.vertx(), node.bus(), node.accounts(), Profile.PRODUCTION, config, AccountConfigs.SECURITY, clock);
    }

    @Test
    @DisplayName("of two last admins, one stays when each removes the other at once")
    void lastAdmin() throws Exception {
        try (AccountNode node = AccountNode.start(storage, AccountConfigs.demo(), clock)) {
            Account one = ((SignInOutcome.SignedIn)
                            node.signIn(SeedAccount.DEMO_ADMIN.email(), DemoLogins.ADMIN_PASSWORD, "::1"))
                    .session()
                    .account();
            Account two = node.registered(AccountNode.freshEmail(), "demo123", Role.ADMIN)
                    .account();
            List<UpdateOutcome> outcomes = await(
                    Future.all(remove(node, one, two), remove(node, two, one)).map(both -> both.<UpdateOutcome>list()));
            assertThat(outcomes)
                    .hasAtLeastOneElementOfType(UpdateOutcome.Updated.class)
                    .contains(new UpdateOutcome.LastAdmin());
        }
    }

    private static Future<UpdateOutcome> remove(AccountNode node, Account actor, Account target) {
        return node.ask(AccountEndpoints.UPDATE, new UpdateAccount(actor.id(), target.id(), Role.USER, null, null));
    }
}
