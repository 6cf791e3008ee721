package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.account.SecurityLog;
import io.evently.account.SecurityLog.Refusal;
import io.evently.account.Tier;
import io.evently.account.TokenVerifier;
import io.evently.hash.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and verifies bearer tokens: JWTs signed with HS256. The library checks the signature; everything else is checked
 * here, because it takes tokens without an end, without an id, and, when it has no key, without a signature. Safe for
 * all threads; waits for nothing.
 */
final class JwtTokens implements TokenVerifier {
    private static final String ALGORITHM = "HS256";
    private static final String ISSUER = "evently";
    // Whoever shares the secret with another service does not share the tokens with it.
    private static final String AUDIENCE = "evently";
    private static final int SHORTEST_SECRET_BYTES = 32;
    private static final int LONGEST_TOKEN = 2048;
    private static final int LONGEST_ID = 64;
    private static final int KEY_ID_BYTES = 8;
    // Nothing else may stand in a header: no embedded keys, no addresses of keys, no extensions.
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");

    private final JWTAuth signer;
    private final JWTAuth verifier;
    private final Set<String> keyIds;
    private final Duration life;
    private final VerifiedTokens verified;
    private final Revocations revocations;
    private final SecurityLog security;
    private final Clock clock;

    /**
     * @param previousSecret verifies as well, but signs nothing; null for none
     * @param verified remembers tokens that were found good, so that most requests cost no signature
     * @throws IllegalArgumentException for a secret of less than 32 bytes
     */
    JwtTokens(
            Vertx vertx,
            String secret,
            @Nullable String previousSecret,
            Duration life,
            VerifiedTokens verified,
            Revocations revocations,
            SecurityLog security,
            Clock clock) {
        List<PubSecKeyOptions> keys = new ArrayList<>(List.of(key(secret)));
        if (previousSecret != null) {
            keys.add(key(previousSecret));
        }
        // The library signs with any of its keys, hence one object that knows only the current one.
        this.signer = JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key(secret)));
        JWTAuthOptions verifying = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
        keys.forEach(verifying::addPubSecKey);
        this.verifier = JWTAuth.create(vertx, verifying);
        this.keyIds = Set.copyOf(keys.stream().map(PubSecKeyOptions::getId).toList());
        this.life = life;
        this.verified = verified;
        this.revocations = revocations;
        this.security = security;
        this.clock = clock;
    }

    /** A token for the account, made under the given version of it. */
    String issue(Account account, int version) {
        Instant now = clock.instant();
        JsonObject claims = new JsonObject()
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("sub", account.id().toString())
                .put("userId", account.id().toString())
                .put("email", account.email().text())
                .put("role", text(account.role()))
                .put("tier", text(account.tier()))
                .put("jti", UUID.randomUUID().toString())
                .put("ver", version)
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
        return signer.generateToken(claims, new JWTOptions().setAlgorithm(ALGORITHM));
    }

    @Override
    public Optional<Caller> verify(String token, String address) {
        Optional<Caller> caller = verify(token);
        if (caller.isEmpty()) {
            logRefusal(token, address);
        }
        return caller;
    }

    @Override
    public Optional<Caller> verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        return verified.get(token, this::read).filter(this::stands).map(VerifiedToken::caller);
    }

    // What may change while a token is remembered is looked at every time.
    private boolean stands(VerifiedToken token) {
        return token.caller().expiresAt().isAfter(clock.instant()) && !revocations.refuses(token);
    }

    // Looked at once more, so that the usual way carries no reasons with it.
    private void logRefusal(String token, String address) {
        if (token.length() > LONGEST_TOKEN || token.split("\\.", -1).length != 3) {
            security.refused(Refusal.MALFORMED, null, address);
        } else if (!headerIsOurs(token)) {
            security.refused(Refusal.KEY, null, address);
        } else {
            signed(token)
                    .ifPresentOrElse(
                            claims -> security.refused(
                                    reason(claims),
                                    uuid(claims.getValue("userId")).orElse(null),
                                    address),
                            () -> security.refused(Refusal.SIGNATURE, null, address));
        }
    }

    private Refusal reason(JsonObject claims) {
        boolean over = seconds(claims.getValue("exp"))
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent();
        if (over) {
            return Refusal.EXPIRED;
        }
        return claimed(claims).isPresent() ? Refusal.REVOKED : Refusal.CLAIMS;
    }

    private Optional<VerifiedToken> read(String token) {
        return headerIsOurs(token) ? signed(token).flatMap(this::claimed) : Optional.empty();
    }

    /** The claims of a token whose signature is good. */
    private Optional<JsonObject> signed(String token) {
        try {
            // Completes before it returns: verifying is computing. If it ever did not, nobody would get in.
            Future<User> read = verifier.authenticate(new TokenCredentials(token));
            return read.succeeded()
                    ? Optional.of(read.result().attributes().getJsonObject("accessToken"))
                    : Optional.empty();
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private boolean headerIsOurs(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            return false;
        }
        try {
            JsonObject header =
                    new JsonObject(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
            return HEADER_MEMBERS.containsAll(header.fieldNames())
                    && ALGORITHM.equals(header.getValue("alg"))
                    && "JWT".equals(header.getValue("typ"))
                    && header.getValue("kid") instanceof String kid
                    && keyIds.contains(kid);
        } catch (RuntimeException notJson) {
            return false;
        }
    }

    private Optional<VerifiedToken> claimed(JsonObject claims) {
        Optional<UUID> userId = uuid(claims.getValue("userId"));
        Optional<Role> role = role(claims.getValue("role"));
        if (userId.isEmpty()
                || role.isEmpty()
                || !ISSUER.equals(claims.getValue("iss"))
                || !isForUs(claims)
                || !(claims.getValue("email") instanceof String email)
                || !(claims.getValue("jti") instanceof String tokenId)
                || tokenId.isEmpty()
                || tokenId.length() > LONGEST_ID
                || !(claims.getValue("ver") instanceof Integer version)
                || version < 1
                || !timely(claims)) {
            return Optional.empty();
        }
        Instant expiresAt = Instant.ofEpochSecond(claims.getLong("exp"));
        return Optional.of(new VerifiedToken(
                new Caller(userId.get(), email, role.get(), tier(claims.getValue("tier")), tokenId, expiresAt),
                version));
    }

    private boolean timely(JsonObject claims) {
        Optional<Instant> issuedAt = seconds(claims.getValue("iat"));
        Optional<Instant> expiresAt = seconds(claims.getValue("exp"));
        if (issuedAt.isEmpty() || expiresAt.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Instant latestStart = now.plus(TokenLife.SKEW);
        boolean started = !claims.containsKey("nbf")
                || seconds(claims.getValue("nbf"))
                        .filter(from -> !from.isAfter(latestStart))
                        .isPresent();
        return started
                && !issuedAt.get().isAfter(latestStart)
                && expiresAt.get().isAfter(now)
                && expiresAt.get().isAfter(issuedAt.get())
                // Made for longer than is allowed today: what was shortened is shortened for these, too.
                && Duration.between(issuedAt.get(), expiresAt.get()).compareTo(life) <= 0;
    }

    // One audience, or several of which we are one. Tokens from before there was an audience name none.
    private static boolean isForUs(JsonObject claims) {
        if (!claims.containsKey("aud")) {
            return true;
        }
        return claims.getValue("aud") instanceof JsonArray several
                ? several.contains(AUDIENCE)
                : AUDIENCE.equals(claims.getValue("aud"));
    }

    // Whole seconds only; a fraction or a number beyond the calendar is not a time.
    private static Optional<Instant> seconds(@Nullable Object value) {
        if (!(value instanceof Number number) || !(value instanceof Integer || value instanceof Long)) {
            return Optional.empty();
        }
        long seconds = number.longValue();
        return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    private static Optional<UUID> uuid(@Nullable Object value) {
        try {
            return value instanceof String text ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Role> role(@Nullable Object value) {
        for (Role role : Role.values()) {
            if (text(role).equals(value)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    // Tokens from before there were tiers name none.
    private static Tier tier(@Nullable Object value) {
        for (Tier tier : Tier.values()) {
            if (text(tier).equals(value)) {
                return tier;
            }
        }
        return Tier.BASIC;
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static PubSecKeyOptions key(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a token secret must be at least " + SHORTEST_SECRET_BYTES + " bytes long");
        }
        return new PubSecKeyOptions()
                .setAlgorithm(ALGORITHM)
                .setId(keyId(bytes))
                .setBuffer(secret);
    }

    private static String keyId(byte[] secret) {
        MessageDigest digest = Sha256.digest();
        digest.update("key id".getBytes(StandardCharsets.UTF_8));
        byte[] whole = digest.digest(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, KEY_ID_BYTES));
    }
}
