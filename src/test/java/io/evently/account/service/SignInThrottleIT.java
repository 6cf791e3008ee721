package io.evently.account.service;

import io.evently.account.AccountEndpoints;
import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.RegisterAccount;
import io.evently.account.RegisterOutcome;
import io.evently.account.Role;
import io.evently.account.SignIn;
import io.evently.account.SignInOutcome;
import io.evently.account.SignInOutcome.SignedIn;
import io.evently.account.SignInOutcome.Throttled;
import io.evently.account.SignInOutcome.WrongCredentials;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountNode.await;
import static io.evently.account.service.AccountNode.freshEmail;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Guessing passwords")
class SignInThrottleIT {
    private static final String STRANGER = "2001:db8:0:1::1";
    private static final String SAME_NETWORK = "2001:db8:0:1:abcd::2";
    private static final String OWNER = "192.0.2.7";

    private final AdjustableClock clock = new AdjustableClock();
    private final EmailAddress email = freshEmail();
    private StorageConfig storage;
    private AccountNode node;

    @BeforeEach
    void start() throws Exception {
        storage = AccountNode.storage(TestServices.freshDatabaseUrl());
        node = AccountNode.start(storage, AccountConfigs.demo(), clock);
        node.registered(email, "demo123", Role.USER);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    @DisplayName(
            "has to wait ever longer after five failures, on every node, without a hash, and never shuts the owner out")
    void slowed() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(node.signIn(email, "wrong", STRANGER)).isEqualTo(new WrongCredentials());
        }
        long hashes = node.identity().hashing().computed();
        Throttled first = (Throttled) node.signIn(email, "demo123", SAME_NETWORK);
        assertThat(first.retryAfterSeconds()).isBetween(1, 30);
        assertThat(node.identity().hashing().computed()).isEqualTo(hashes);
        try (AccountNode other = AccountNode.start(storage, AccountConfigs.demo(), clock)) {
            assertThat(other.signIn(email, "demo123", STRANGER)).isInstanceOf(Throttled.class);
            assertThat(other.signIn(email, "demo123", OWNER)).isInstanceOf(SignedIn.class);
        }
        clock.advance(Duration.ofSeconds(30));
        assertThat(node.signIn(email, "wrong", STRANGER)).isEqualTo(new WrongCredentials());
        Throttled second = (Throttled) node.signIn(email, "demo123", STRANGER);
        assertThat(second.retryAfterSeconds()).isBetween(31, 60);
    }

    @Test
    @DisplayName("is forgiven with the first right password from there")
    void forgiven() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(node.signIn(email, "wrong", STRANGER)).isEqualTo(new WrongCredentials());
        }
        assertThat(node.signIn(email, "demo123", STRANGER)).isInstanceOf(SignedIn.class);
        for (int i = 0; i < 5; i++) {
            assertThat(node.signIn(email, "wrong", STRANGER)).isEqualTo(new WrongCredentials());
        }
        clock.advance(Duration.ofMinutes(15));
        assertThat(node.signIn(email, "demo123", STRANGER))
                .as("after the window")
                .isInstanceOf(SignedIn.class);
    }

    @Test
    @DisplayName("forty times at once gets no more than five answers")
    void atOnce() throws Exception {
        List<Future<SignInOutcome>> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guesses.add(node.ask(AccountEndpoints.SIGN_IN, new SignIn(email, new Password("wrong " + i), STRANGER)));
        }
        List<SignInOutcome> answers = await(Future.all(guesses).map(all -> all.<SignInOutcome>list()));
        assertThat(answers.stream().filter(new WrongCredentials()::equals)).hasSize(5);
        assertThat(answers.stream().filter(Throttled.class::isInstance)).hasSize(35);
    }

    @Test
    @DisplayName("over many accounts from one address has to wait as well")
    void spread() throws Exception {
        LoginLimits limits =
                new LoginLimits(5, 8, Duration.ofMinutes(15), Duration.ofSeconds(30), Duration.ofMinutes(15));
        try (AccountNode strict = AccountNode.start(storage, AccountConfigs.demo(limits, 50), clock)) {
            for (int i = 0; i < 8; i++) {
                assertThat(strict.signIn(freshEmail(), "wrong", STRANGER)).isEqualTo(new WrongCredentials());
            }
            assertThat(strict.signIn(freshEmail(), "wrong", STRANGER)).isInstanceOf(Throttled.class);
            assertThat(strict.signIn(email, "demo123", OWNER)).isInstanceOf(SignedIn.class);
        }
    }

    @Test
    @DisplayName("is pruned when it counts no longer")
    void pruned() throws Exception {
        assertThat(node.signIn(email, "wrong", STRANGER)).isEqualTo(new WrongCredentials());
        assertThat(await(node.identity().throttle().prune(100))).isZero();
        clock.advance(AccountConfigs.LIMITS.window().multipliedBy(2));
        assertThat(await(node.identity().throttle().prune(100)))
                .as("a window that is longer elsewhere")
                .isZero();
        clock.advance(LoginLimits.LONGEST_WINDOW);
        assertThat(await(node.identity().throttle().prune(100))).isEqualTo(1);
    }

    @Test
    @DisplayName("is kept from nobody by a flood of sign-ups from one address, of which each has a share at most")
    void floodOfSignUps() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<Future<?>> clients = new ArrayList<>();
        Queue<RegisterOutcome> flooded = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 70; i++) {
            clients.add(flood(ended, flooded));
        }
        for (int i = 0; i < 14; i++) {
            assertThat(node.signIn(email, "demo123", OWNER)).isInstanceOf(SignedIn.class);
        }
        assertThat(await(node.ask(
                        AccountEndpoints.REGISTER,
                        new RegisterAccount(freshEmail(), "Somebody", new Password("demo123"), Role.USER, OWNER))))
                .isInstanceOf(RegisterOutcome.Registered.class);
        ended.set(true);
        await(Future.join(clients));
        assertThat(flooded).hasAtLeastOneElementOfType(RegisterOutcome.Overloaded.class);
    }

    // Signs up, and again, without a pause.
    private Future<?> flood(AtomicBoolean ended, Queue<RegisterOutcome> outcomes) {
        return ended.get()
                ? Future.succeededFuture()
                : node.ask(
                                AccountEndpoints.REGISTER,
                                new RegisterAccount(
                                        freshEmail(), "Somebody", new Password("demo123"), Role.USER, STRANGER))
                        .compose(outcome -> {
                            outcomes.add(outcome);
                            return flood(ended, outcomes);
                        });
    }

    @Test
    @DisplayName("sign-ups from one address are limited by their hashes; another address is not concerned")
    void allowance() {
        SignUpAllowance allowance = new SignUpAllowance(3, clock);
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.take("a")).isTrue();
        }
        assertThat(allowance.take("a")).isFalse();
        assertThat(allowance.take("b")).isTrue();
        clock.advance(SignUpAllowance.PERIOD);
        assertThat(allowance.take("a")).isTrue();
    }

    @Test
    @DisplayName("sheds what would wait too long for a hash, at once, and forgets that it was tried")
    void overloaded() throws Exception {
        try (AccountNode small = AccountNode.start(storage, AccountConfigs.demo(AccountConfigs.LIMITS, 0), clock)) {
            List<Future<RegisterOutcome>> wishes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                wishes.add(small.ask(
                        AccountEndpoints.REGISTER,
                        new RegisterAccount(freshEmail(), "Somebody", new Password("demo123"), Role.USER, STRANGER)));
            }
            List<RegisterOutcome> outcomes = await(Future.all(wishes).map(all -> all.<RegisterOutcome>list()));
            assertThat(outcomes)
                    .hasAtLeastOneElementOfType(RegisterOutcome.Registered.class)
                    .hasAtLeastOneElementOfType(RegisterOutcome.Overloaded.class);
            assertThat(small.signIn(email, "demo123", OWNER)).isInstanceOf(SignedIn.class);
        }
    }
}
