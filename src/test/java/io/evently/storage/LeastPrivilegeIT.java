package io.evently.storage;

import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A role that is no superuser")
class LeastPrivilegeIT {
    @Test
    @DisplayName("is enough to make the databases, to migrate them and to use them")
    void enough() throws Exception {
        DatabaseUrl server = DatabaseUrl.parse("url", TestServices.freshDatabaseUrl());
        String role = "r" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(
                        server.withDatabase("postgres").jdbc(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN NOSUPERUSER CREATEDB PASSWORD 'p'");
        }
        URI url = URI.create(TestServices.freshDatabaseUrl());
        StorageConfig config = new StorageConfig(
                "postgres://" + role + ":p@" + url.getHost() + ':' + url.getPort() + url.getPath(),
                null,
                List.of(),
                1,
                2,
                1,
                100,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        Databases.migrate(config);
        Vertx vertx = Vertx.vertx();
        try {
            Databases databases = Databases.open(vertx, config);
            assertThat(databases
                            .accounts()
                            .query("SELECT count(*) AS accounts FROM account")
                            .execute()
                            .map(rows -> rows.iterator().next())
                            .map((Row row) -> row.getLong("accounts"))
                            .await(30, TimeUnit.SECONDS))
                    .isZero();
            databases.close().await(30, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }
}
