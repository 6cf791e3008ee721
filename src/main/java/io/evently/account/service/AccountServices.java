package io.evently.account.service;

import io.evently.account.AccountEndpoints;
import io.evently.account.SecurityLog;
import io.evently.account.TokenVerifier;
import io.evently.bus.TypedBus;
import io.evently.config.Profile;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Everything about accounts that a node holds once: the token secret, the password threads, what is revoked. Opened
 * before the first verticle, since the HTTP edge needs {@link #verifier} from the start.
 */
public final class AccountServices {
    private static final String SECRET_NAME = "jwt";
    private static final int SECRET_BYTES = 48;

    private final List<String> secrets;
    private final RevocationFeed feed;
    private final PasswordHashing hashing;
    private final LoginThrottle throttle;
    private final JwtTokens tokens;
    private final Registration registration;
    private final SignInService signInDesk;
    private final Administration administration;

    private AccountServices(
            Vertx vertx,
            TypedBus bus,
            Pool accounts,
            Profile profile,
            AccountConfig config,
            SecurityLog security,
            Clock clock,
            Ids ids,
            PasswordHashing hashing,
            String secret) {
        this.secrets = Stream.of(secret, config.jwtPreviousSecret())
                .filter(Objects::nonNull)
                .toList();
        Revocations revocations = new Revocations();
        this.hashing = hashing;
        this.feed = new RevocationFeed(accounts, bus, revocations, config.tokenLife(), clock);
        this.throttle = new LoginThrottle(accounts, config.login(), clock);
        VerifiedTokens verified = new VerifiedTokens(config.verifiedTokens(), config.verifiedTokenLife(), clock);
        this.tokens = new JwtTokens(
                vertx, secret, config.jwtPreviousSecret(), config.tokenLife(), verified, revocations, security, clock);
        PasswordRules rules = PasswordRules.of(profile);
        this.registration = new Registration(
                accounts,
                rules,
                hashing,
                new SignUpAllowance(config.signUpsPerAddress(), clock),
                tokens,
                security,
                ids,
                clock);
        this.signInDesk = new SignInService(
                accounts, rules, hashing, new PasswordCheck(throttle, hashing), tokens, feed, security, clock);
        this.administration = new Administration(accounts, feed, security, clock);
    }

    /**
     * Settles the token secret and makes the first accounts. The accounts database must be migrated and the bus must
     * know {@link AccountEndpoints#FAMILIES}.
     *
     * @return fails with {@link AccountStartException} when the accounts are not fit for the profile
     */
    public static Future<AccountServices> open(
            Vertx vertx,
            TypedBus bus,
            Pool accounts,
            Profile profile,
            AccountConfig config,
            SecurityLog security,
            Clock clock) {
        SecureRandom random = new SecureRandom();
        Ids ids = new Ids(clock, random);
        PasswordHashing hashing = new PasswordHashing(vertx, config, random);
        return new AccountSeed(accounts, profile, config, hashing, ids, clock)
                .sow()
                .compose(sown -> secret(accounts, config, random))
                .map(secret -> new AccountServices(
                        vertx, bus, accounts, profile, config, security, clock, ids, hashing, secret));
    }

    /** Tells whom a token speaks for. It knows what is revoked once the {@link AccountVerticle} is deployed. */
    public TokenVerifier verifier() {
        return tokens;
    }

    /** What only the nodes of this installation know: the secret of the tokens, and the one before it when there is one. */
    public List<String> secrets() {
        return secrets;
    }

    RevocationFeed feed() {
        return feed;
    }

    PasswordHashing hashing() {
        return hashing;
    }

    LoginThrottle throttle() {
        return throttle;
    }

    JwtTokens tokens() {
        return tokens;
    }

    Registration registration() {
        return registration;
    }

    SignInService signInDesk() {
        return signInDesk;
    }

    Administration administration() {
        return administration;
    }

    // Generated once for all nodes and restarts; the production profile never comes here without one.
    private static Future<String> secret(Pool accounts, AccountConfig config, SecureRandom random) {
        if (config.jwtSecret() != null) {
            return Future.succeededFuture(config.jwtSecret());
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String offered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new ServiceSecretRepository().getOrKeep(accounts, SECRET_NAME, offered);
    }
}
