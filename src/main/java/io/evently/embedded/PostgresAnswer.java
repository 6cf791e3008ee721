package io.evently.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** What a server says to our name and password. */
enum PostgresAnswer {
    READY,
    /** Starting, recovering or shutting down: worth waiting. */
    BUSY,
    REFUSED,
    SILENT;

    static final String USER = "evently";

    private static final String SECONDS = "5";

    static PostgresAnswer from(int port, Password password) {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password.secret());
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties)) {
            return connection.isValid(0) ? READY : SILENT;
        } catch (SQLException e) {
            return of(String.valueOf(e.getSQLState()));
        }
    }

    private static PostgresAnswer of(String state) {
        if (state.equals("57P03") || state.equals("53300")) {
            return BUSY;
        }
        return state.startsWith("28") ? REFUSED : SILENT;
    }
}
