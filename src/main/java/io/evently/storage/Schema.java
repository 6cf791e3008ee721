package io.evently.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings one database to the newest schema. Blocking; any number of nodes may do it at once. */
final class Schema {
    private static final String MAINTENANCE_DATABASE = "postgres";
    private static final long CREATION_LOCK = 0x45564E544C59L;
    private static final String NO_SUCH_DATABASE = "3D000";

    private Schema() {}

    /** Creates the database when it is missing and migrates it; one look is enough when there is nothing to do. */
    static void migrate(DatabaseUrl url, Migrations migrations) {
        try {
            if (isCurrent(url, migrations)) {
                return;
            }
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(url.jdbc(), url.user(), url.password())
                    .locations("classpath:" + migrations.directory())
                    .load()
                    .migrate();
        } catch (SQLException e) {
            throw new StorageStartException(sentence(url, e), e);
        } catch (FlywayException e) {
            throw new StorageStartException("Migrating " + url + " failed: " + firstLine(e), e);
        }
    }

    private static boolean isCurrent(DatabaseUrl url, Migrations migrations) throws SQLException {
        try (Connection connection = connect(url)) {
            return migrations.areAllIn(connection);
        } catch (SQLException e) {
            if (NO_SUCH_DATABASE.equals(e.getSQLState())) {
                create(url);
                return false;
            }
            throw e;
        }
    }

    private static void create(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url.withDatabase(MAINTENANCE_DATABASE));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + CREATION_LOCK + ")");
            if (!listed(connection, url.database())) {
                statement.execute("CREATE DATABASE \"" + url.database() + "\" TEMPLATE template0 ENCODING 'UTF8'");
            }
        }
    }

    private static boolean listed(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(url.jdbc(), url.user(), url.password());
    }

    private static String sentence(DatabaseUrl url, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return "PostgreSQL at " + url + " refused user '" + url.user() + "': wrong name or password.";
        }
        if (state.startsWith("08")) {
            return "PostgreSQL at " + url + " cannot be reached: " + firstLine(e) + '.';
        }
        if ("42501".equals(state)) {
            return "Database " + url + " is missing and user '" + url.user() + "' may not create it.";
        }
        return "Database " + url + " cannot be used: " + firstLine(e) + '.';
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
    }
}
