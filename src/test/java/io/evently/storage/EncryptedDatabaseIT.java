package io.evently.storage;

import io.evently.embedded.EmbeddedConfig;
import io.evently.embedded.EmbeddedServices;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("A PostgreSQL server that speaks TLS")
class EncryptedDatabaseIT {
    private static final String NAME = "localhost";
    private static final Vertx VERTX = Vertx.vertx();
    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create(NAME);
    private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create(NAME);

    private static Path data;
    private static EmbeddedServices services;

    @BeforeAll
    static void start() throws Exception {
        Path parent = Files.createDirectories(Path.of("target", "embedded").toAbsolutePath());
        data = Files.createTempDirectory(parent, "tls");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unpacked = Files.createDirectories(parent.resolve("bin"));
        Files.createSymbolicLink(data.resolve("bin"), unpacked);
        services = EmbeddedServices.start(new EmbeddedConfig(data, 0, 0));
        Path cluster = data.resolve("postgres");
        handOver(Path.of(CERTIFICATE.certificatePath()), cluster.resolve("server.crt"), cluster);
        handOver(Path.of(CERTIFICATE.privateKeyPath()), cluster.resolve("server.key"), cluster);
        try (Connection connection = asOperator();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
        await().until(() -> {
            try (Connection connection = asOperator();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW ssl")) {
                return rows.next() && rows.getString(1).equals("on");
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        services.stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        VERTX.close().await(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"'', false", "disable, false", "prefer, true", "require, true", "verify-ca, true", "verify-full, true"})
    @DisplayName("is spoken to as the URL says, by the migrations and by the pools:")
    void encrypted(String mode, boolean encrypted) throws Exception {
        String query =
                mode.isEmpty() ? "" : "?sslmode=" + mode + (mode.startsWith("verify") ? trusting(CERTIFICATE) : "");
        StorageConfig config = storage(NAME, query);
        Databases.migrate(config);
        assertThat(encryptedByJdbc(config)).isEqualTo(encrypted);
        Databases databases = Databases.open(VERTX, config);
        assertThat(databases
                        .accounts()
                        .query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                        .execute()
                        .map(rows -> rows.iterator().next())
                        .map((Row row) -> row.getBoolean("ssl"))
                        .await(30, TimeUnit.SECONDS))
                .isEqualTo(encrypted);
        databases.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("is refused with a certificate of somebody else, and with another name where the name is asked for")
    void refused() throws Exception {
        refused(NAME, "?sslmode=verify-ca" + trusting(OTHER));
        refused(NAME, "?sslmode=verify-full" + trusting(OTHER));
        refused("127.0.0.1", "?sslmode=verify-full" + trusting(CERTIFICATE));
        StorageConfig byNumber = storage("127.0.0.1", "?sslmode=verify-ca" + trusting(CERTIFICATE));
        Databases.migrate(byNumber);
        assertThat(encryptedByJdbc(byNumber)).isTrue();
    }

    private static void refused(String host, String query) throws Exception {
        StorageConfig config = storage(host, query);
        assertThatThrownBy(() -> Databases.migrate(config)).isInstanceOf(StorageStartException.class);
        Databases databases = Databases.open(VERTX, config);
        assertThat(databases
                        .accountsAnswer()
                        .map("answered")
                        .otherwise("refused")
                        .await(30, TimeUnit.SECONDS))
                .isEqualTo("refused");
        databases.close().await(30, TimeUnit.SECONDS);
    }

    private static boolean encryptedByJdbc(StorageConfig config) throws SQLException {
        DatabaseUrl url = config.accountsUrl();
        try (Connection connection = DriverManager.getConnection(url.jdbc(), url.user(), url.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static String trusting(SelfSignedCertificate certificate) {
        return "&sslrootcert=" + certificate.certificatePath();
    }

    private static StorageConfig storage(String host, String query) {
        URI server = URI.create(services.databaseUrl());
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        return new StorageConfig(
                "postgres://" + server.getRawUserInfo() + '@' + host + ':' + server.getPort() + '/' + name + query,
                null,
                List.of(),
                1,
                2,
                1,
                100,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    private static Connection asOperator() throws SQLException {
        DatabaseUrl url = DatabaseUrl.parse("url", services.databaseUrl()).withDatabase("postgres");
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }

    // A private key that others can read, or that belongs to somebody else, PostgreSQL does not take.
    private static void handOver(Path from, Path to, Path cluster) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        for (String id : new String[] {"unix:gid", "unix:uid"}) {
            Object owner = Files.getAttribute(cluster, id, LinkOption.NOFOLLOW_LINKS);
            if (!Files.getAttribute(to, id, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                Files.setAttribute(to, id, owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
