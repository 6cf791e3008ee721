package io.evently.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The migrations of one kind of database, as Flyway remembers those it ran. A database that has exactly these needs no
 * Flyway, whose getting ready costs more than everything it then finds in order.
 *
 * @param directory where they are on the class path
 * @param files all of them, the oldest first
 */
record Migrations(String directory, List<String> files) {
    static final Migrations ACCOUNTS = new Migrations("db/accounts", List.of("V1__account.sql", "V2__contact.sql"));
    static final Migrations SHARD = new Migrations(
            "db/shard",
            List.of(
                    "V1__event_booking_ledger.sql",
                    "V2__popularity.sql",
                    "V3__event_count.sql",
                    "V4__kept_answer.sql",
                    "V5__waitlist.sql",
                    "V6__notification.sql"));

    private static final String NO_SUCH_TABLE = "42P01";

    /** True when Flyway ran these and no others, to the letter; false whenever it should have a look itself. */
    boolean areAllIn(Connection database) throws SQLException {
        List<String> remembered = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT version || ' ' || checksum || ' ' || success
                          FROM flyway_schema_history ORDER BY installed_rank
                        """)) {
            while (rows.next()) {
                remembered.add(String.valueOf(rows.getString(1)));
            }
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
        return remembered.equals(files.stream()
                .map(file -> version(file) + ' ' + checksum(file) + " true")
                .toList());
    }

    private static String version(String file) {
        return file.substring(1, file.indexOf("__"));
    }

    // As Flyway does: over the lines, so that their ends do not matter.
    private int checksum(String file) {
        CRC32 crc = new CRC32();
        try (InputStream in = Migrations.class.getResourceAsStream('/' + directory + '/' + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the class path");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
