package io.evently.account.service;

import io.evently.account.Password;
import io.evently.config.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static java.util.Objects.requireNonNull;

/** What a new password must be. Length counts code points; nothing is asked of its composition. */
final class PasswordRules {
    static final int LONGEST = 128;

    private static final int SHORTEST_DEMO = 6;
    private static final int SHORTEST = 8;
    private static final String COMMON = "/account/common-passwords.txt";

    private final int shortest;
    private final Set<String> common;

    private PasswordRules(int shortest, Set<String> common) {
        this.shortest = shortest;
        this.common = common;
    }

    static PasswordRules of(Profile profile) {
        return switch (profile) {
            case DEMO -> new PasswordRules(SHORTEST_DEMO, Set.of());
            case PRODUCTION -> new PasswordRules(SHORTEST, commonPasswords());
        };
    }

    /** Why the password is refused, as the end of a sentence that begins with "it"; empty when it will do. */
    Optional<String> refusal(Password password) {
        String text = password.composed();
        int length = text.codePointCount(0, text.length());
        if (length < shortest) {
            return Optional.of("must be at least " + shortest + " characters long");
        }
        if (length > LONGEST) {
            return Optional.of("must be at most " + LONGEST + " characters long");
        }
        return common.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.of("is one of the most common passwords")
                : Optional.empty();
    }

    private static Set<String> commonPasswords() {
        try (InputStream list = requireNonNull(PasswordRules.class.getResourceAsStream(COMMON), COMMON);
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
