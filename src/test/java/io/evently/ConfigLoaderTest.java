package io.evently;

import io.evently.config.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The configuration")
class ConfigLoaderTest {
    private static final String LONG_SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void ownFile() throws IOException {
        file("{}");
    }

    @Test
    @DisplayName("has defaults with which a node starts")
    void defaults() {
        ServerConfig config = ConfigLoader.load(environment);

        assertThat(config.http().port()).isEqualTo(3000);
        assertThat(config.profile()).isEqualTo(Profile.DEMO);
        assertThat(config.storage().embedded()).isTrue();
        assertThat(config.booking().maxQuantity()).isEqualTo(10);
    }

    @Test
    @DisplayName("takes the operator's file over the defaults, and the environment over both")
    void layers() throws IOException {
        file("booking:\n  maxQuantity: 4\n  holdDuration: PT3M\n");
        environment.put("EVENTLY_BOOKING_MAX_QUANTITY", "6");
        environment.put("PORT", "3999");
        environment.put("EVENTLY_HTTP_CORS_ORIGINS", "https://a.example, https://b.example");

        ServerConfig config = ConfigLoader.load(environment);

        assertThat(config.booking().maxQuantity()).isEqualTo(6);
        assertThat(config.booking().holdDuration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.booking().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.http().port()).isEqualTo(3999);
        assertThat(config.http().corsOrigins()).containsExactly("https://a.example", "https://b.example");
    }

    @Test
    @DisplayName("refuses an unknown key by its full name")
    void unknownKey() throws IOException {
        file("account:\n  login:\n    perAcount: 3\n");

        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("account.login.perAcount");
    }

    @Test
    @DisplayName("refuses an unknown variable with its own prefix, and leaves those of others alone")
    void unknownVariable() {
        environment.put("HOME", "/nowhere");
        environment.put("EVENTLY_BOOKING_MAXQUANTITY", "6");

        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("EVENTLY_BOOKING_MAXQUANTITY");
    }

    @ParameterizedTest
    @CsvSource({
        "EVENTLY_BOOKING_MAX_QUANTITY, many, booking.maxQuantity",
        "EVENTLY_BOOKING_MAX_QUANTITY, 0, booking.maxQuantity",
        "EVENTLY_BOOKING_DEADLINE, soon, booking.deadline",
        "EVENTLY_BOOKING_DEADLINE, PT0S, booking.deadline",
        "PORT, 70000, http.port",
        "DATABASE_URL, mysql://x, storage.url",
        "REDIS_URL, http://x, cache.url",
        "EVENTLY_CLUSTER_DISCOVERY, gossip, cluster.discovery",
        "EVENTLY_NOTIFICATION_EMAIL_ENABLED, true, notification.email.host",
        "EVENTLY_NOTIFICATION_EMAIL_USERNAME, evently, notification.email.password",
        "EVENTLY_NOTIFICATION_SMS_ENABLED, true, notification.sms.url",
        "EVENTLY_NOTIFICATION_PUSH_SUBJECT, ops, notification.push.subject",
        "EVENTLY_NOTIFICATION_PUSH_PUBLIC_KEY, BAAA, notification.push.privateKey",
        "EVENTLY_NOTIFICATION_WEBHOOK_TIMEOUT, PT0S, notification.webhook.timeout",
        "EVENTLY_PROFILE, staging, profile",
        "EVENTLY_PROFILE, '', profile",
        "JWT_SECRET, short, account.jwtSecret"
    })
    @DisplayName("refuses what cannot be, naming the key")
    void nonsense(String variable, String value, String key) {
        environment.put("EVENTLY_PROFILE", "demo");
        environment.put(variable, value);

        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    @DisplayName("never repeats a value of the wrong kind: it may be a secret")
    void secrets() throws IOException {
        file("account:\n  jwtSecret: [hunter2hunter2]\n");

        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("account.jwtSecret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    @DisplayName("of the production profile wants a secret and its own database")
    void production() {
        environment.put("EVENTLY_PROFILE", "production");
        assertThatThrownBy(() -> ConfigLoader.load(environment)).hasMessageContaining("JWT_SECRET");

        environment.put("JWT_SECRET", LONG_SECRET);
        assertThatThrownBy(() -> ConfigLoader.load(environment)).hasMessageContaining("DATABASE_URL");

        environment.put("DATABASE_URL", "postgres://u:p@db.example/evently");
        assertThat(ConfigLoader.load(environment).profile()).isEqualTo(Profile.PRODUCTION);
        environment.put("EVENTLY_NOTIFICATION_PUSH_ENABLED", "true");
        assertThatThrownBy(() -> ConfigLoader.load(environment)).hasMessageContaining("notification.push.privateKey");

        environment.put("EVENTLY_ADMIN_EMAIL", "admin2@evently.com");
        environment.put("EVENTLY_ADMIN_PASSWORD", "admin123");
        assertThatThrownBy(() -> ConfigLoader.load(environment)).isInstanceOf(ConfigException.class);
    }

    @Test
    @DisplayName("that says nothing is a demo for this machine alone; one that names a database has to say what it is")
    void profileDefaults() {
        ServerConfig silent = ConfigLoader.load(environment);
        assertThat(silent.profile()).isEqualTo(Profile.DEMO);
        assertThat(silent.http().host()).isEqualTo("127.0.0.1");
        for (String variable : List.of("DATABASE_URL", "EVENTLY_STORAGE_ACCOUNTS", "EVENTLY_STORAGE_SHARDS")) {
            Map<String, String> named = new HashMap<>(environment);
            named.put(variable, "postgres://u:p@db.example/evently");
            assertThatThrownBy(() -> ConfigLoader.load(named))
                    .hasMessageStartingWith("profile (EVENTLY_PROFILE) is missing");
        }
        environment.put("DATABASE_URL", "postgres://u:p@db.example/evently");
        environment.put("EVENTLY_PROFILE", "demo");
        assertThat(ConfigLoader.load(environment).http().host()).isEqualTo("127.0.0.1");
        environment.put("EVENTLY_PROFILE", "production");
        environment.put("JWT_SECRET", "0123456789-0123456789-0123456789-abc");
        assertThat(ConfigLoader.load(environment).http().host()).isEqualTo("0.0.0.0");
        environment.put("EVENTLY_HTTP_HOST", "::1");
        assertThat(ConfigLoader.load(environment).http().host()).isEqualTo("::1");
    }

    @Test
    @DisplayName("of every kind shows no secret in its text form")
    void textForms() {
        environment.put("EVENTLY_PROFILE", "demo");
        environment.put("DATABASE_URL", "postgres://u:s3cret@db.example/evently");
        environment.put("EVENTLY_STORAGE_ACCOUNTS", "postgres://u:s3cret@db.example/accounts");
        environment.put("EVENTLY_STORAGE_SHARDS", "postgres://u:s3cret@db.example/shard");
        environment.put("EVENTLY_STORAGE_SHARD_COUNT", "1");
        environment.put("REDIS_URL", "rediss://:s3cret@redis.example:6379");
        environment.put("JWT_SECRET", "s3cret-0123456789-0123456789-0123456789");
        environment.put("EVENTLY_ACCOUNT_JWT_PREVIOUS_SECRET", "s3cret-0123456789-0123456789-0123456788");
        environment.put("EVENTLY_ADMIN_EMAIL", "boss@example.com");
        environment.put("EVENTLY_ADMIN_PASSWORD", "s3cret-of-the-boss");
        environment.put("EVENTLY_NOTIFICATION_EMAIL_USERNAME", "sender");
        environment.put("EVENTLY_NOTIFICATION_EMAIL_PASSWORD", "s3cret");
        environment.put("EVENTLY_NOTIFICATION_SMS_AUTH_TOKEN", "s3cret");
        environment.put("EVENTLY_NOTIFICATION_SMS_HEADERS", "Authorization: Bearer s3cret");
        environment.put("EVENTLY_NOTIFICATION_SMS_URL", "https://sms.example/send?key=s3cret");
        assertThat(ConfigLoader.load(environment).toString())
                .contains("db.example", "redis.example")
                .doesNotContain("s3cret");
    }

    @Test
    @DisplayName("still takes the profile by the names it had among the accounts")
    void formerProfile() throws IOException {
        environment.put("JWT_SECRET", LONG_SECRET);
        environment.put("DATABASE_URL", "postgres://u:p@db.example/evently");
        file("account:\n  profile: production\n  tokenLife: PT1H\n");

        ServerConfig config = ConfigLoader.load(environment);
        assertThat(config.profile()).isEqualTo(Profile.PRODUCTION);
        assertThat(config.account().tokenLife()).isEqualTo(Duration.ofHours(1));

        file("profile: production\naccount:\n  profile: production\n");
        assertThat(ConfigLoader.load(environment).profile()).isEqualTo(Profile.PRODUCTION);

        environment.put("EVENTLY_ACCOUNT_PROFILE", "demo");
        assertThat(ConfigLoader.load(environment).profile()).isEqualTo(Profile.DEMO);
    }

    @Test
    @DisplayName("refuses two profiles under the two names")
    void twoProfiles() throws IOException {
        file("profile: demo\naccount:\n  profile: production\n");
        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("account.profile and profile differ");

        file("{}");
        environment.put("EVENTLY_PROFILE", "production");
        environment.put("EVENTLY_ACCOUNT_PROFILE", "demo");
        assertThatThrownBy(() -> ConfigLoader.load(environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("EVENTLY_ACCOUNT_PROFILE and EVENTLY_PROFILE differ");
    }

    @Test
    @DisplayName("that is not there, or is not YAML, is told by its path")
    void brokenFile() throws IOException {
        file("http: [");
        assertThatThrownBy(() -> ConfigLoader.load(environment)).hasMessageContaining("is not YAML");

        environment.put("EVENTLY_CONFIG", directory.resolve("missing.yaml").toString());
        assertThatThrownBy(() -> ConfigLoader.load(environment)).hasMessageContaining("missing.yaml cannot be read");
    }

    private void file(String yaml) throws IOException {
        Path file = directory.resolve("own.yaml");
        Files.writeString(file, yaml);
        environment.put("EVENTLY_CONFIG", file.toString());
    }
}
