package io.evently.storage;

import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A database URL")
class DatabaseUrlTest {
    @Test
    @DisplayName("is taken apart, with its password decoded and never shown")
    void parts() {
        DatabaseUrl url =
                DatabaseUrl.parse("storage.url", "postgres://us%40er:p%2Fw+1@db.example:6432/main?sslmode=require");

        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(6432);
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p/w+1");
        assertThat(url.withSuffix("_shard_0").database()).isEqualTo("main_shard_0");
        assertThat(url.jdbc()).endsWith("&sslmode=require");
        assertThat(url.toString()).isEqualTo("db.example:6432/main");
    }

    @Test
    @DisplayName("has PostgreSQL's port by default")
    void defaultPort() {
        assertThat(DatabaseUrl.parse("storage.url", "postgresql://u:p@h/main").port())
                .isEqualTo(5432);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    @DisplayName("asks both clients for the encryption that it names, and for none when it names none")
    void sslMode(String mode) {
        DatabaseUrl url = DatabaseUrl.parse("storage.url", "postgres://u:p@h/main?sslmode=" + mode);
        assertThat(url.jdbc()).endsWith("&sslmode=" + mode);
        assertThat(url.options().getSslMode()).isEqualTo(SslMode.of(mode));
        DatabaseUrl plain = DatabaseUrl.parse("storage.url", "postgres://u:p@h/main");
        assertThat(plain.jdbc()).endsWith("&sslmode=disable");
        assertThat(plain.options().getSslMode()).isEqualTo(SslMode.DISABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl=true",
                "sslmode=Require",
                "sslmode=allow",
                "sslmode=",
                "sslmode",
                "SSLMODE=require",
                "sslmode=require&sslmode=disable",
                "sslmode=require&application_name=x",
                "sslmode=require&",
                "sslmode=verify-full",
                "sslmode=verify-ca",
                "sslmode=require&sslrootcert=/etc/hostname",
                "sslmode=verify-full&sslrootcert=/etc/hostname",
                "sslmode=verify-full&sslrootcert=/nowhere/ca.pem",
                ""
            })
    @DisplayName("with an option that is not understood is refused, by its key and in a sentence")
    void notUnderstood(String query) {
        assertThatThrownBy(() -> DatabaseUrl.check("storage.accounts", "postgres://u:secret@h/main?" + query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("storage.accounts")
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgres://",
                "mysql://u:p@h/main",
                "postgres://h/main",
                "postgres://u:p@h/",
                "postgres://u:p@h/a;drop",
                "postgres://u:p@h/main\"x",
                "not a url"
            })
    @DisplayName("that is malformed is refused by its key, without being repeated")
    void malformed(String url) {
        assertThatThrownBy(() -> DatabaseUrl.check("storage.url", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("storage.url must look like postgres://");
    }
}
