package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.ChangePassword;
import io.evently.account.ChangePasswordOutcome;
import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.Role;
import io.evently.account.Session;
import io.evently.account.UpdateAccount;
import io.evently.account.UpdateOutcome;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountNode.await;
import static io.evently.account.service.AccountNode.freshEmail;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Tokens that ended, on nodes that let tokens live for different times,")
class TokenLifeIT {
    private static final Duration LONG = Duration.ofDays(30);
    private static final Duration SHORT = Duration.ofMinutes(1);

    private final AdjustableClock clock = new AdjustableClock();
    private StorageConfig storage;
    private AccountNode patient;
    private AccountNode strict;

    @BeforeEach
    void start() throws Exception {
        storage = AccountNode.storage(TestServices.freshDatabaseUrl());
        patient = AccountNode.start(storage, AccountConfigs.demoWithTokensFor(LONG), clock);
        strict = AccountNode.start(storage, AccountConfigs.demoWithTokensFor(SHORT), clock);
    }

    @AfterEach
    void stop() {
        strict.close();
        patient.close();
    }

    @Test
    @DisplayName("stay refused after a change of password, for as long as any of them could have lived")
    void password() throws Exception {
        EmailAddress email = freshEmail();
        Session session = patient.registered(email, "demo123", Role.USER);
        assertThat(await(strict.ask(
                        AccountEndpoints.CHANGE_PASSWORD,
                        new ChangePassword(
                                session.account().id(), new Password("demo123"), new Password("another"), "::1"))))
                .isInstanceOf(ChangePasswordOutcome.Changed.class);
        staysRefused(session);
    }

    @Test
    @DisplayName("stay refused after a deactivation, also when the account is active again")
    void deactivated() throws Exception {
        Account admin = strict.registered(freshEmail(), "demo123", Role.ADMIN).account();
        Session session = patient.registered(freshEmail(), "demo123", Role.USER);
        for (boolean active : new boolean[] {false, true}) {
            assertThat(await(strict.ask(
                            AccountEndpoints.UPDATE,
                            new UpdateAccount(admin.id(), session.account().id(), null, null, active))))
                    .isInstanceOf(UpdateOutcome.Updated.class);
        }
        staysRefused(session);
    }

    private void staysRefused(Session session) throws Exception {
        for (Duration later :
                new Duration[] {Duration.ZERO, SHORT.multipliedBy(7), Duration.ofDays(1), Duration.ofDays(27)}) {
            clock.advance(later);
            // Read anew, what has run out forgotten.
            await(patient.identity().feed().read());
            assertThat(patient.admits(session)).as("%s later", later).isFalse();
            assertThat(strict.admits(session)).as("%s later", later).isFalse();
            try (AccountNode late = AccountNode.start(storage, AccountConfigs.demoWithTokensFor(LONG), clock)) {
                assertThat(late.admits(session))
                        .as("%s later, to a new node", later)
                        .isFalse();
            }
        }
        assertThat(patient.admits(session)).isFalse();
    }
}
