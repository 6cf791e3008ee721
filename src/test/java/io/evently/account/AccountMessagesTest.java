package io.evently.account;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.bus.TypedBus;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Account messages")
class AccountMessagesTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");
    private static final UUID ID = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final EmailAddress EMAIL = new EmailAddress("user@example.com");
    private static final Account ACCOUNT = new Account(ID, EMAIL, "User", Role.USER, Tier.VIP, true, NOW);

    @Test
    @DisplayName("have distinct frozen names and can be registered with the bus")
    void named() throws Exception {
        assertThat(AccountEndpoints.FAMILIES).doesNotHaveDuplicates();
        assertThat(AccountEndpoints.FAMILIES.stream()
                        .map(family -> family.getAnnotation(BusName.class).value()))
                .doesNotHaveDuplicates();
        Vertx vertx = Vertx.vertx();
        TypedBus.register(vertx, AccountEndpoints.FAMILIES);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("come back from JSON as they went in")
    void carried(BusMessage sample) throws Exception {
        Class<? extends BusMessage> family = AccountEndpoints.FAMILIES.stream()
                .filter(root -> root.isInstance(sample))
                .findFirst()
                .orElseThrow();
        byte[] bytes = JSON.writerFor(family).writeValueAsBytes(sample);
        assertThat(JSON.readerFor(family).<Object>readValue(bytes)).isEqualTo(sample);
    }

    static Stream<BusMessage> samples() {
        Password password = new Password("demo123");
        return Stream.of(
                new RegisterAccount(EMAIL, "User", password, Role.ADMIN, "::1"),
                new RegisterOutcome.Registered(new Session(ACCOUNT, "token")),
                new RegisterOutcome.EmailTaken(),
                new RegisterOutcome.PasswordRefused("is short"),
                new RegisterOutcome.Throttled(2),
                new RegisterOutcome.Overloaded(2),
                new SignIn(EMAIL, password, "::1"),
                new SignInOutcome.SignedIn(new Session(ACCOUNT, null)),
                new SignInOutcome.WrongCredentials(),
                new SignInOutcome.Throttled(30),
                new SignInOutcome.Overloaded(2),
                new SignOut(ID, "jti", NOW, "::1"),
                new SignedOut(),
                new ReadAccount(ID),
                new AccountOutcome.Found(ACCOUNT),
                new AccountOutcome.Unknown(),
                new ChangePassword(ID, password, password, "::1"),
                new ChangePasswordOutcome.Changed(),
                new ChangePasswordOutcome.WrongPassword(),
                new ChangePasswordOutcome.PasswordRefused("is short"),
                new ChangePasswordOutcome.Throttled(30),
                new ChangePasswordOutcome.Overloaded(2),
                new ListAccounts(1, 20),
                new AccountPage(List.of(ACCOUNT), 1),
                new UpdateAccount(ID, ID, null, Tier.BASIC, false),
                new UpdateOutcome.Updated(ACCOUNT),
                new UpdateOutcome.Unknown(),
                new UpdateOutcome.OwnAccount(),
                new UpdateOutcome.LastAdmin(),
                new ImportAccounts(ID, List.of(new ImportAccounts.Entry(EMAIL, "User", null)), true),
                new ImportOutcome.Imported(List.of(new ImportOutcome.Entry(ID, EMAIL, true, "token"))),
                new ImportOutcome.HashesRefused(List.of(0)),
                new Revocation.OfToken(ID, "jti", NOW),
                new Revocation.OfToken(null, "jti", NOW),
                new Revocation.OfOlder(ID, NOW),
                new Revocation.OfAccount(ID, 2, NOW));
    }
}
