package io.evently.account.service;

import io.evently.account.EmailAddress;
import io.evently.account.Password;
import io.evently.account.SignIn;
import io.evently.config.Profile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.account.service.AccountConfigs.SECRET;
import static io.evently.account.service.AccountConfigs.production;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The account configuration")
class AccountConfigTest {
    @Test
    @DisplayName("of production refuses a missing or short token secret")
    void secret() {
        assertThatThrownBy(() -> production(null, null, null)).hasMessageContaining("JWT_SECRET");
        assertThatThrownBy(() -> production(null, null, "x".repeat(31))).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> production(null, null, "x".repeat(32))).hasMessageContaining("repeated");
        assertThat(production(null, null, SECRET).admin(Profile.PRODUCTION)).isEmpty();
    }

    @Test
    @DisplayName("of production refuses the demo's credentials and passwords that are short or common")
    void credentials() {
        assertThatThrownBy(() -> production("Admin2@evently.com ", "a password of my own", SECRET))
                .hasMessageContaining("demo");
        assertThatThrownBy(() -> production("boss@example.com", "admin123", SECRET))
                .hasMessageContaining("demo");
        assertThatThrownBy(() -> production("boss@example.com", "short", SECRET))
                .hasMessageContaining("at least 8");
        assertThatThrownBy(() -> production("boss@example.com", "qwertyuiop", SECRET))
                .hasMessageContaining("common");
        assertThatThrownBy(() -> production("boss@example.com", null, SECRET)).hasMessageContaining("together");
        assertThat(production("boss@example.com", "a password of my own", SECRET)
                        .admin(Profile.PRODUCTION))
                .isPresent();
    }

    @Test
    @DisplayName("of the demo brings its own admin")
    void demo() {
        assertThat(AccountConfigs.demo().admin(Profile.DEMO)).contains(SeedAccount.DEMO_ADMIN);
    }

    @Test
    @DisplayName("never shows a secret as text")
    void masked() {
        assertThat(production("boss@example.com", "a password of my own", SECRET)
                        .toString())
                .doesNotContain(SECRET, "a password of my own", "boss");
        assertThat(new SignIn(new EmailAddress("a@example.com"), new Password("hush"), "::1").toString())
                .doesNotContain("hush", "a@example.com");
    }
}
