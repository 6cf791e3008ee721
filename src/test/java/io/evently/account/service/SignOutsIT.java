package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.Role;
import io.evently.account.SignOut;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountNode.await;
import static io.evently.account.service.AccountNode.freshEmail;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Somebody who signs in and out for hours, on two nodes,")
class SignOutsIT {
    private static final int MOST = RevocationRepository.MOST_SIGNED_OUT;
    private static final int ROUNDS = 30;
    private static final int AT_ONCE = 10;
    private static final int TWICE = 2;

    private final AdjustableClock clock = new AdjustableClock();
    private StorageConfig storage;
    private AccountNode node;
    private AccountNode other;
    private Account account;

    @BeforeEach
    void start() throws Exception {
        storage = AccountNode.storage(TestServices.freshDatabaseUrl());
        node = AccountNode.start(storage, AccountConfigs.demo(), clock);
        other = AccountNode.start(storage, AccountConfigs.demo(), clock);
        account = node.registered(freshEmail(), "demo123", Role.USER).account();
    }

    @AfterEach
    void stop() {
        other.close();
        node.close();
    }

    @Test
    @DisplayName("leaves a bounded number of rows and of entries in memory, and no signed-out token is taken again")
    void bounded() throws Exception {
        Revocations memory = new Revocations();
        RevocationFeed feed = new RevocationFeed(node.accounts(), node.bus(), memory, Duration.ofHours(24), clock);
        await(feed.open());
        int others = memory.size();
        String before = issue();
        clock.advance(Duration.ofSeconds(1));
        List<String> ended = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ended.addAll(signOutAtOnce());
            clock.advance(Duration.ofSeconds(1));
            await(feed.read());
            // What signed out together may leave as many more, until somebody signs out again.
            assertThat(rows()).isLessThanOrEqualTo(MOST + AT_ONCE + 1);
            assertThat(memory.size() - others).isLessThanOrEqualTo(MOST + AT_ONCE + 1);
        }
        String during = issue();
        clock.advance(Duration.ofSeconds(1));
        signOut(node, issue());
        await(feed.read());
        assertThat(rows()).isEqualTo(MOST + 1);
        // Fewer where single ones end in the same second as those that are refused together.
        assertThat(memory.size() - others).isLessThanOrEqualTo(MOST + 1);

        await(other.identity().feed().read());
        try (AccountNode late = AccountNode.start(storage, AccountConfigs.demo(), clock)) {
            for (AccountNode each : List.of(node, other, late)) {
                assertThat(ended).noneMatch(token -> admits(each, token));
                assertThat(admits(each, before)).as("older than what ended").isFalse();
                assertThat(admits(each, during))
                        .as("newer than what ended together")
                        .isTrue();
                assertThat(admits(each, issue())).isTrue();
            }
        }
    }

    @Test
    @DisplayName("is kept signed in elsewhere as long as they do not overdo it")
    void elsewhere() throws Exception {
        String elsewhere = issue();
        for (int i = 0; i < MOST; i++) {
            clock.advance(Duration.ofSeconds(1));
            signOut(node, issue());
        }
        await(other.identity().feed().read());
        assertThat(admits(node, elsewhere)).isTrue();
        assertThat(admits(other, elsewhere)).isTrue();
        assertThat(rows()).isEqualTo(MOST);
    }

    @Test
    @DisplayName("makes no more rows when an administrator ends all their tokens again and again")
    void ended() throws Exception {
        UUID admin =
                node.registered(freshEmail(), "demo123", Role.ADMIN).account().id();
        for (boolean active : new boolean[] {false, true, false, true}) {
            assertThat(await(node.ask(
                            AccountEndpoints.UPDATE, new UpdateAccount(admin, account.id(), null, null, active))))
                    .isInstanceOf(UpdateOutcome.Updated.class);
        }
        assertThat(rows()).isEqualTo(1);
        assertThat(admits(node, node.identity().tokens().issue(account, TWICE))).isFalse();
        assertThat(admits(node, node.identity().tokens().issue(account, TWICE + 1)))
                .isTrue();
    }

    @Test
    @DisplayName("does not end a token that was just made, though what ended before would have lived longer")
    void longerLives() throws Exception {
        for (int i = 0; i < MOST; i++) {
            await(node.identity()
                    .feed()
                    .revoke(account.id(), "long-" + i, clock.instant().plus(Duration.ofDays(20 + i % 10))));
        }
        signOut(node, issue());
        clock.advance(Duration.ofSeconds(1));
        signOut(node, issue());
        assertThat(admits(node, issue())).isTrue();
    }

    @Test
    @DisplayName("is forgotten when the tokens have run out")
    void forgotten() throws Exception {
        for (int i = 0; i < MOST + 1; i++) {
            signOut(node, issue());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(rows()).isEqualTo(MOST + 1);
        await(node.accounts()
                .query("UPDATE revocation SET expires_at = expires_at - interval '2 days'")
                .execute());
        await(node.accounts()
                .query("UPDATE revocation_of_older SET ending_by = ending_by - interval '2 days'")
                .execute());
        await(node.identity().feed().prune(MOST));
        assertThat(rows()).isZero();
    }

    private String issue() {
        return node.identity().tokens().issue(account, 1);
    }

    private List<String> signOutAtOnce() throws Exception {
        List<String> tokens = new ArrayList<>();
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String token = issue();
            tokens.add(token);
            asked.add((i % TWICE == 0 ? node : other).ask(AccountEndpoints.SIGN_OUT, wish(token)));
        }
        await(Future.all(asked));
        return tokens;
    }

    private void signOut(AccountNode at, String token) throws Exception {
        await(at.ask(AccountEndpoints.SIGN_OUT, wish(token)));
    }

    private SignOut wish(String token) {
        JsonObject claims = HandmadeToken.part(token, 1);
        return new SignOut(account.id(), claims.getString("jti"), Instant.ofEpochSecond(claims.getLong("exp")), "::1");
    }

    private static boolean admits(AccountNode at, String token) {
        return at.verifier().verify(token).isPresent();
    }

    private long rows() throws Exception {
        return await(node.accounts().preparedQuery("""
                                SELECT (SELECT count(*) FROM revocation WHERE account_id = $1)
                                     + (SELECT count(*) FROM revocation_of_older WHERE account_id = $1) AS rows
                                """).execute(Tuple.of(account.id())))
                .iterator()
                .next()
                .getLong("rows");
    }
}
