package io.evently.account.service;

import io.evently.account.Password;
import io.evently.config.Profile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A new password")
class PasswordRulesTest {
    @Test
    @DisplayName("has six characters in the demo, eight in production, and at most 128")
    void length() {
        assertThat(refused(Profile.DEMO, "demo1")).isTrue();
        assertThat(refused(Profile.DEMO, "demo12")).isFalse();
        assertThat(refused(Profile.PRODUCTION, "gT7-kqz")).isTrue();
        assertThat(refused(Profile.PRODUCTION, "gT7-kqzw")).isFalse();
        assertThat(refused(Profile.PRODUCTION, "z9".repeat(64))).isFalse();
        assertThat(refused(Profile.PRODUCTION, "z9".repeat(64) + "!")).isTrue();
    }

    @Test
    @DisplayName("is measured in characters as people count them")
    void codePoints() {
        assertThat(refused(Profile.PRODUCTION, "🎟🎟🎟🎟🎟🎟🎟")).isTrue();
        assertThat(refused(Profile.PRODUCTION, "🎟🎟🎟🎟🎟🎟🎟🎟")).isFalse();
    }

    @Test
    @DisplayName("may be a common one in the demo, but not in production, whatever its case")
    void common() {
        assertThat(refused(Profile.DEMO, "password123")).isFalse();
        assertThat(refused(Profile.PRODUCTION, "password123")).isTrue();
        assertThat(refused(Profile.PRODUCTION, "PassWord123")).isTrue();
        assertThat(refused(Profile.PRODUCTION, "iloveyou")).isTrue();
    }

    private static boolean refused(Profile profile, String password) {
        return PasswordRules.of(profile).refusal(new Password(password)).isPresent();
    }
}
