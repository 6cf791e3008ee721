package io.evently.account.service;

import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.Role;
import io.evently.config.Profile;
import io.evently.config.Range;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How accounts behave. The constructor and {@link #requireFitFor} refuse, in one sentence that names the key, whatever would
 * leave the door open.
 *
 * @param adminEmail the first admin, made at start when missing; null: the demo admin in the demo profile, else none
 * @param adminPassword goes with {@code adminEmail}
 * @param jwtSecret signs tokens, at least 32 bytes; null: generated once and kept with the accounts (demo profile only)
 * @param jwtPreviousSecret still verifies tokens, but signs none; for changing the secret without signing everybody out
 * @param tokenLife how long a token is good for, one minute to thirty days
 * @param verifiedTokens how many tokens that were found good are remembered, so that their signature need not be checked
 *     again; 0 for none. Expiry and revocation are checked every time
 * @param verifiedTokenLife how long they are remembered
 * @param hashThreads threads that hash passwords; each takes {@code hashMemoryKib} while it works
 * @param hashQueue passwords that may wait for a thread, of sign-ins and of everything else; beyond that the answer is that
 *     the service is overloaded
 * @param hashQueuePerAddress how many of these may be of one address, or the /64 of an IPv6 address
 * @param signUpsPerAddress how many passwords of sign-ups a node hashes for one such address in a minute
 * @param hashMemoryKib Argon2id's memory cost
 * @param hashIterations Argon2id's time cost
 * @param revocationPoll how often revoked tokens are read from the database
 */
public record AccountConfig(
        @Nullable String adminEmail,
        @Nullable String adminPassword,
        @Nullable String jwtSecret,
        @Nullable String jwtPreviousSecret,
        Duration tokenLife,
        int verifiedTokens,
        Duration verifiedTokenLife,
        int hashThreads,
        int hashQueue,
        int hashQueuePerAddress,
        int signUpsPerAddress,
        int hashMemoryKib,
        int hashIterations,
        Duration revocationPoll,
        LoginLimits login) {

    private static final int SHORTEST_SECRET_BYTES = 32;
    private static final int LEAST_MEMORY_KIB = 7 * 1024;
    // A sign-out holds on every node, also when the word of it was lost on the way.
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

    public AccountConfig {
        requireNonNull(login, "account.login");
        checkSecret("account.jwtSecret (JWT_SECRET)", jwtSecret);
        checkSecret("account.jwtPreviousSecret", jwtPreviousSecret);
        if (tokenLife.compareTo(TokenLife.SHORTEST) < 0 || tokenLife.compareTo(TokenLife.LONGEST) > 0) {
            throw new IllegalArgumentException("account.tokenLife must be PT1M to P30D, was " + tokenLife);
        }
        Range.atLeast("account.verifiedTokens", 0, verifiedTokens);
        Range.positive("account.verifiedTokenLife", verifiedTokenLife);
        Range.atLeast("account.hashThreads", 1, hashThreads);
        Range.atLeast("account.hashQueue", 0, hashQueue);
        Range.atLeast("account.hashQueuePerAddress", 1, hashQueuePerAddress);
        Range.atLeast("account.signUpsPerAddress", 1, signUpsPerAddress);
        Range.atLeast("account.hashMemoryKib", LEAST_MEMORY_KIB, hashMemoryKib);
        Range.atLeast("account.hashIterations", 1, hashIterations);
        Range.atMost("account.revocationPoll", LONGEST_POLL, revocationPoll);
        checkAdmin(adminEmail, adminPassword);
    }

    /**
     * Refuses what the profile does not allow: in production the demo's credentials and a missing secret, in each a password
     * that is too weak.
     *
     * @throws IllegalArgumentException with one sentence that names the key
     */
    public void requireFitFor(Profile profile) {
        if (adminEmail != null && adminPassword != null) {
            checkAdmin(profile, EmailAddress.parse(adminEmail).orElseThrow(), adminPassword);
        }
        if (profile == Profile.PRODUCTION && jwtSecret == null) {
            throw new IllegalArgumentException(
                    "account.jwtSecret (JWT_SECRET) is missing: the production profile needs one of at least "
                            + SHORTEST_SECRET_BYTES + " bytes.");
        }
    }

    /** The admin to be made at start, if any. */
    Optional<SeedAccount> admin(Profile profile) {
        if (adminEmail != null && adminPassword != null) {
            return Optional.of(new SeedAccount(
                    EmailAddress.parse(adminEmail).orElseThrow(),
                    "Administrator",
                    Role.ADMIN,
                    new Password(adminPassword)));
        }
        return profile == Profile.DEMO ? Optional.of(SeedAccount.DEMO_ADMIN) : Optional.empty();
    }

    @Override
    public String toString() {
        return "AccountConfig[tokenLife=" + tokenLife + ", hashThreads=" + hashThreads + ", hashQueue=" + hashQueue
                + ", login=" + login + ", secrets masked]";
    }

    private static void checkSecret(String key, @Nullable String secret) {
        if (secret == null) {
            return;
        }
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    key + " must be at least " + SHORTEST_SECRET_BYTES + " bytes long, was " + bytes + '.');
        }
        if (secret.chars().distinct().count() == 1) {
            throw new IllegalArgumentException(key + " must not be one character repeated.");
        }
    }

    private static void checkAdmin(@Nullable String email, @Nullable String password) {
        if (email == null && password == null) {
            return;
        }
        if (email == null || password == null) {
            throw new IllegalArgumentException("account.adminEmail (EVENTLY_ADMIN_EMAIL) and account.adminPassword"
                    + " (EVENTLY_ADMIN_PASSWORD) must be given together.");
        }
        if (EmailAddress.parse(email).isEmpty()) {
            throw new IllegalArgumentException("account.adminEmail (EVENTLY_ADMIN_EMAIL) is not an e-mail address.");
        }
    }

    private static void checkAdmin(Profile profile, EmailAddress email, String password) {
        boolean demo = email.text().equals(DemoLogins.ADMIN_EMAIL) || password.equals(DemoLogins.ADMIN_PASSWORD);
        if (profile == Profile.PRODUCTION && demo) {
            throw new IllegalArgumentException(
                    "account.adminEmail and account.adminPassword are the demo's: the production profile needs its"
                            + " own.");
        }
        PasswordRules.of(profile).refusal(new Password(password)).ifPresent(reason -> {
            throw new IllegalArgumentException(
                    "account.adminPassword (EVENTLY_ADMIN_PASSWORD) is refused: it " + reason + '.');
        });
    }
}
