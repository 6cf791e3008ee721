package io.evently.bench.node;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the benchmark asks of the PostgreSQL server itself. Blocks. */
final class ServerRepository {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRepository.class);

    private static final String SETTINGS = """
            SELECT name, current_setting(name)
              FROM pg_settings
             WHERE name = ANY (?)
            """;

    private static final String BACKEND = """
            SELECT pg_backend_pid()
            """;

    private static final String DATABASES = """
            SELECT datname FROM pg_database WHERE starts_with(datname, ?)
            """;

    private static final List<String> NAMES = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "shared_buffers",
            "max_connections",
            "wal_level",
            "max_wal_size",
            "checkpoint_timeout",
            "data_checksums");
    private static final Pattern OURS = Pattern.compile("bench[a-z0-9_]*");
    private static final int USUAL_PORT = 5432;

    private final String url;
    private final Properties credentials = new Properties();

    ServerRepository(URI server) {
        this.url = "jdbc:postgresql://" + server.getHost() + ':'
                + (server.getPort() == -1 ? USUAL_PORT : server.getPort()) + "/postgres"
                + (server.getRawQuery() == null ? "" : '?' + server.getRawQuery());
        String[] user = server.getUserInfo() == null
                ? new String[0]
                : server.getUserInfo().split(":", 2);
        if (user.length > 0) {
            credentials.setProperty("user", user[0]);
        }
        if (user.length > 1) {
            credentials.setProperty("password", user[1]);
        }
    }

    Map<String, String> settings() {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SETTINGS)) {
                statement.setArray(1, connection.createArrayOf("text", NAMES.toArray()));
                Map<String, String> settings = new TreeMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        settings.put(rows.getString(1), rows.getString(2));
                    }
                }
                return settings;
            }
        });
    }

    /** Asks about the server process of this connection, which lives until that is answered. */
    <T> T aboutBackend(LongFunction<T> question) {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BACKEND);
                    ResultSet row = statement.executeQuery()) {
                return question.apply(row.next() ? row.getLong(1) : 0L);
            }
        });
    }

    /** Drops every database of the benchmark whose name begins like that. */
    void drop(String prefix) {
        if (!OURS.matcher(prefix).matches()) {
            throw new IllegalArgumentException("not a database of the benchmark: " + prefix);
        }
        int dropped = with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DATABASES)) {
                statement.setString(1, prefix);
                try (ResultSet rows = statement.executeQuery()) {
                    return drop(connection, rows);
                }
            }
        });
        LOG.debug("{} databases dropped", dropped);
    }

    private static int drop(Connection connection, ResultSet names) throws SQLException {
        int dropped = 0;
        try (Statement drop = connection.createStatement()) {
            while (names.next()) {
                String name = names.getString(1);
                if (OURS.matcher(name).matches()) {
                    drop.execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
                    dropped++;
                }
            }
        }
        return dropped;
    }

    private <T> T with(Question<T> question) {
        try (Connection connection = DriverManager.getConnection(url, credentials)) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new NodeException("PostgreSQL does not answer the benchmark: " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
