package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.Caller;
import io.evently.account.EmailAddress;
import io.evently.account.Revocation;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.testing.MutableClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.evently.account.service.AccountConfigs.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Tokens")
class JwtTokensTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final String OTHER_SECRET = "another secret, which is long enough too";
    private static final Account ACCOUNT = new Account(
            UUID.randomUUID(), new EmailAddress("user@example.com"), "User", Role.USER, Tier.BASIC, true, NOW);

    private final Revocations revocations = new Revocations();
    private final JwtTokens tokens = tokensAt(NOW, SECRET, null);

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("that were issued here are verified and say whose they are")
    void good() {
        String token = tokens.issue(ACCOUNT, 3);
        JsonObject claims = HandmadeToken.part(token, 1);
        assertThat(claims.fieldNames()).contains("userId", "email", "role", "iat", "exp", "jti", "ver");
        assertThat(tokens.verify(token))
                .contains(new Caller(
                        ACCOUNT.id(),
                        "user@example.com",
                        Role.USER,
                        claims.getString("jti"),
                        NOW.plus(Duration.ofHours(24))));
    }

    @Test
    @DisplayName("end by themselves")
    void expired() {
        String token = tokens.issue(ACCOUNT, 1);
        assertThat(tokensAt(NOW.plus(Duration.ofHours(24)).minusSeconds(1), SECRET, null)
                        .verify(token))
                .isPresent();
        assertThat(tokensAt(NOW.plus(Duration.ofHours(24)), SECRET, null).verify(token))
                .isEmpty();
    }

    @Test
    @DisplayName("that are remembered as good end by themselves all the same")
    void rememberedAndExpired() {
        MutableClock clock = new MutableClock(NOW);
        JwtTokens remembering = tokens(clock, SECRET, null, revocations);
        String token = remembering.issue(ACCOUNT, 1);
        assertThat(remembering.verify(token)).isPresent();
        clock.advance(Duration.ofHours(24));
        assertThat(remembering.verify(token)).isEmpty();
    }

    @Test
    @DisplayName("that are remembered as good can be revoked, by id and by account")
    void rememberedAndRevoked() {
        String one = tokens.issue(ACCOUNT, 1);
        String other = tokens.issue(ACCOUNT, 1);
        assertThat(tokens.verify(one)).isPresent();
        assertThat(tokens.verify(other)).isPresent();
        revocations.add(
                new Revocation.OfToken(ACCOUNT.id(), HandmadeToken.part(one, 1).getString("jti"), NOW.plusSeconds(60)));
        assertThat(tokens.verify(one)).isEmpty();
        assertThat(tokens.verify(other)).isPresent();
        revocations.add(new Revocation.OfAccount(ACCOUNT.id(), 2, NOW.plusSeconds(60)));
        assertThat(tokens.verify(other)).isEmpty();
    }

    @Test
    @DisplayName("that differ from a remembered one in a single character are refused")
    void almostRemembered() {
        String token = tokens.issue(ACCOUNT, 1);
        assertThat(tokens.verify(token)).isPresent();
        int middle = token.indexOf('.') + 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        assertThat(tokens.verify(token.substring(0, middle) + other + token.substring(middle + 1)))
                .isEmpty();
    }

    @Test
    @DisplayName("that were revoked by id are refused, others of the account are not")
    void revokedToken() {
        String one = tokens.issue(ACCOUNT, 1);
        String other = tokens.issue(ACCOUNT, 1);
        revocations.add(
                new Revocation.OfToken(ACCOUNT.id(), HandmadeToken.part(one, 1).getString("jti"), NOW.plusSeconds(60)));
        assertThat(tokens.verify(one)).isEmpty();
        assertThat(tokens.verify(other)).isPresent();
    }

    @Test
    @DisplayName("of an earlier version of the account are refused, whatever order the news came in")
    void revokedAccount() {
        revocations.add(new Revocation.OfAccount(ACCOUNT.id(), 3, NOW.plusSeconds(60)));
        revocations.add(new Revocation.OfAccount(ACCOUNT.id(), 2, NOW.plusSeconds(60)));
        assertThat(tokens.verify(tokens.issue(ACCOUNT, 2))).isEmpty();
        assertThat(tokens.verify(tokens.issue(ACCOUNT, 3))).isPresent();
    }

    @Test
    @DisplayName(
            "that end by an instant are refused together, those that end later are not, in whatever order the news came")
    void revokedOlder() {
        String token = tokens.issue(ACCOUNT, 1);
        Instant end = Instant.ofEpochSecond(HandmadeToken.part(token, 1).getLong("exp"));
        revocations.add(new Revocation.OfOlder(ACCOUNT.id(), end.minusSeconds(1)));
        assertThat(tokens.verify(token)).isPresent();
        revocations.add(new Revocation.OfOlder(ACCOUNT.id(), end));
        revocations.add(new Revocation.OfOlder(ACCOUNT.id(), end.minusSeconds(2)));
        revocations.add(new Revocation.OfAccount(ACCOUNT.id(), 1, end));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    @DisplayName("are not remembered one by one when they are refused together")
    void foldedTogether() {
        Instant end = NOW.plusSeconds(60);
        revocations.add(new Revocation.OfOlder(ACCOUNT.id(), end));
        revocations.add(new Revocation.OfToken(ACCOUNT.id(), "one of them", end));
        revocations.add(new Revocation.OfToken(ACCOUNT.id(), "later", end.plusSeconds(1)));
        revocations.add(new Revocation.OfToken(null, "whose is not known", end));
        revocations.forget(NOW);
        assertThat(revocations.size()).isEqualTo(3);
    }

    @Test
    @DisplayName("need to be remembered as revoked only until they have run out")
    void forgotten() {
        revocations.add(new Revocation.OfToken(ACCOUNT.id(), "t", NOW.plusSeconds(60)));
        revocations.add(new Revocation.OfAccount(ACCOUNT.id(), 2, NOW.plusSeconds(60)));
        revocations.forget(NOW.plusSeconds(61));
        assertThat(revocations.size())
                .as("within the grace for clocks that differ")
                .isEqualTo(2);
        revocations.forget(NOW.plus(Duration.ofHours(1)));
        assertThat(revocations.size()).isZero();
    }

    @Test
    @DisplayName("of the previous secret still count after the secret was changed, and new ones carry the new key")
    void rotation() {
        String old = tokens.issue(ACCOUNT, 1);
        JwtTokens rotated = tokensAt(NOW, OTHER_SECRET, SECRET);
        assertThat(rotated.verify(old)).isPresent();
        for (int i = 0; i < 20; i++) {
            assertThat(tokens.verify(rotated.issue(ACCOUNT, 1))).isEmpty();
        }
        assertThat(tokensAt(NOW, OTHER_SECRET, null).verify(old)).isEmpty();
    }

    @Test
    @DisplayName("name us as their audience; from before that, they name none; several are fine when we are one")
    void audience() {
        assertThat(HandmadeToken.part(tokens.issue(ACCOUNT, 1), 1).getString("aud"))
                .isEqualTo("evently");
        assertThat(tokens.verify(forged(it -> it, it -> without(it, "aud")))).isPresent();
        assertThat(tokens.verify(forged(
                        it -> it, it -> it.put("aud", new JsonArray().add("a").add("evently")))))
                .isPresent();
    }

    @Test
    @DisplayName("that were made for longer than is allowed now are refused: a shorter life is one for all")
    void shortened() {
        String token = tokens.issue(ACCOUNT, 1);
        VerifiedTokens verified = new VerifiedTokens(0, Duration.ofDays(30), Clock.fixed(NOW, ZoneOffset.UTC));
        JwtTokens strict = new JwtTokens(
                VERTX,
                SECRET,
                null,
                Duration.ofHours(1),
                verified,
                revocations,
                AccountConfigs.SECURITY,
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(strict.verify(token)).isEmpty();
        assertThat(tokens.verify(strict.issue(ACCOUNT, 1))).isPresent();
    }

    @Test
    @DisplayName("cannot be made or checked with a short secret")
    void shortSecret() {
        assertThatThrownBy(() -> tokensAt(NOW, "x".repeat(31), null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokensAt(NOW, SECRET, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("made by hand in the same way are taken, so that the refusals below are worth something")
    void control() {
        assertThat(tokens.verify(forged(header -> header, claims -> claims))).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    @DisplayName("that are forged, malformed or incomplete are refused:")
    void refused(String token) {
        assertThat(tokens.verify(token)).isEmpty();
    }

    static Stream<Named<String>> forgeries() {
        String good = forged(header -> header, claims -> claims);
        String[] parts = good.split("\\.", -1);
        JsonObject header = HandmadeToken.part(good, 0);
        JsonObject claims = HandmadeToken.part(good, 1);
        JsonObject none = header.copy().put("alg", "none");
        String admin = HandmadeToken.unsigned(header, claims.copy().put("role", "admin"));
        return Stream.of(
                Named.of("nothing", ""),
                Named.of("dots", ".."),
                Named.of("no token", "hello"),
                Named.of("none, two parts", HandmadeToken.unsigned(none, claims)),
                Named.of("none, empty signature", HandmadeToken.unsigned(none, claims) + '.'),
                Named.of("none, old signature", HandmadeToken.unsigned(none, claims) + '.' + parts[2]),
                Named.of("none in capitals", HandmadeToken.unsigned(none.copy().put("alg", "NONE"), claims) + '.'),
                Named.of("empty signature", parts[0] + '.' + parts[1] + '.'),
                Named.of("no signature", parts[0] + '.' + parts[1]),
                Named.of("a fourth part", good + ".x"),
                Named.of("a trailing dot", good + '.'),
                Named.of("changed payload", admin + '.' + parts[2]),
                Named.of("foreign key", HandmadeToken.signed(header, claims, "HmacSHA256", OTHER_SECRET)),
                Named.of(
                        "HS512", HandmadeToken.signed(header.copy().put("alg", "HS512"), claims, "HmacSHA512", SECRET)),
                Named.of("HS256 that says RS256", forged(it -> it.put("alg", "RS256"), it -> it)),
                Named.of("without kid", forged(it -> without(it, "kid"), it -> it)),
                Named.of("unknown kid", forged(it -> it.put("kid", "x"), it -> it)),
                Named.of("kid as a path", forged(it -> it.put("kid", "../../dev/null"), it -> it)),
                Named.of("kid as a number", forged(it -> it.put("kid", 1), it -> it)),
                Named.of("jku", forged(it -> it.put("jku", "https://example.com/keys"), it -> it)),
                Named.of("x5u", forged(it -> it.put("x5u", "https://example.com/keys"), it -> it)),
                Named.of("x5c", forged(it -> it.put("x5c", new JsonArray().add("AA==")), it -> it)),
                Named.of("jwk", forged(it -> it.put("jwk", new JsonObject().put("kty", "oct")), it -> it)),
                Named.of("crit", forged(it -> it.put("crit", new JsonArray().add("exp")), it -> it)),
                Named.of("without exp", forged(it -> it, it -> without(it, "exp"))),
                Named.of("exp as text", forged(it -> it, it -> it.put("exp", "4102444800"))),
                Named.of("exp with a fraction", forged(it -> it, it -> it.put("exp", 4102444800.5))),
                Named.of("exp beyond time", forged(it -> it, it -> it.put("exp", Long.MAX_VALUE))),
                Named.of("expired", forged(it -> it, it -> it.put("exp", NOW.getEpochSecond()))),
                Named.of("without iat", forged(it -> it, it -> without(it, "iat"))),
                Named.of("iat far ahead", forged(it -> it, it -> it.put("iat", NOW.getEpochSecond() + 600))),
                Named.of("nbf ahead", forged(it -> it, it -> it.put("nbf", NOW.getEpochSecond() + 600))),
                Named.of("without jti", forged(it -> it, it -> without(it, "jti"))),
                Named.of("empty jti", forged(it -> it, it -> it.put("jti", ""))),
                Named.of("jti as a number", forged(it -> it, it -> it.put("jti", 1))),
                Named.of("without userId", forged(it -> it, it -> without(it, "userId"))),
                Named.of("userId that is none", forged(it -> it, it -> it.put("userId", "1 OR 1=1"))),
                Named.of("without ver", forged(it -> it, it -> without(it, "ver"))),
                Named.of("ver as text", forged(it -> it, it -> it.put("ver", "1"))),
                Named.of("ver that narrows to 1", forged(it -> it, it -> it.put("ver", 4294967297L))),
                Named.of("unknown role", forged(it -> it, it -> it.put("role", "root"))),
                Named.of(
                        "for a hundred years",
                        forged(it -> it, it -> it.put("exp", NOW.getEpochSecond() + 3_155_760_000L))),
                Named.of(
                        "a second longer than allowed",
                        forged(it -> it, it -> it.put("exp", NOW.getEpochSecond() + 86_401))),
                Named.of("for another service", forged(it -> it, it -> it.put("aud", "elsewhere"))),
                Named.of(
                        "for other services",
                        forged(
                                it -> it,
                                it -> it.put("aud", new JsonArray().add("a").add("b")))),
                Named.of("for a number", forged(it -> it, it -> it.put("aud", 1))),
                Named.of("for null", forged(it -> it, it -> it.putNull("aud"))),
                Named.of("other issuer", forged(it -> it, it -> it.put("iss", "elsewhere"))),
                Named.of("endless", forged(it -> it, it -> it.put("email", "a".repeat(5000)))));
    }

    private static String forged(UnaryOperator<JsonObject> header, UnaryOperator<JsonObject> claims) {
        String good = tokens(Clock.fixed(NOW, ZoneOffset.UTC), SECRET, null, new Revocations())
                .issue(ACCOUNT, 1);
        return HandmadeToken.signed(
                header.apply(HandmadeToken.part(good, 0)),
                claims.apply(HandmadeToken.part(good, 1)),
                "HmacSHA256",
                SECRET);
    }

    private static JsonObject without(JsonObject json, String member) {
        json.remove(member);
        return json;
    }

    private JwtTokens tokensAt(Instant now, String secret, @Nullable String previous) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return tokens(clock, secret, previous, revocations);
    }

    private static JwtTokens tokens(Clock clock, String secret, @Nullable String previous, Revocations revocations) {
        VerifiedTokens verified = new VerifiedTokens(100, Duration.ofDays(30), clock);
        return new JwtTokens(
                VERTX, secret, previous, Duration.ofHours(24), verified, revocations, AccountConfigs.SECURITY, clock);
    }
}
