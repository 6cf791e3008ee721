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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * The migrations of one kind of database, as Flyway remembers those it ran. A database that has exactly these needs no
 * Flyway, whose getting ready costs more than everything it then finds in order.
 *
 * @param directory where they are on the class path
 * @param files all of them: versioned ones, which make tables and are never edited once released, and repeatable ones, which
 *     make functions and run again whenever they were edited
 */
record Migrations(String directory, List<String> files) {
    static final Migrations ACCOUNTS = new Migrations(
            "db/accounts",
            List.of(
                    "V1__account.sql",
                    "V2__contact.sql",
                    "V3__endpoint_state.sql",
                    "V4__access.sql",
                    "V5__sign_outs.sql",
                    "V6__audit.sql"));
    static final Migrations SHARD = new Migrations(
            "db/shard",
            List.of(
                    "V1__event.sql",
                    "V2__event_count.sql",
                    "V3__booking.sql",
                    "V4__waitlist.sql",
                    "V5__outbox.sql",
                    "V6__notification.sql",
                    "V7__destinations.sql",
                    "V9__holds_and_text.sql",
                    "V11__cheap_confirmations.sql",
                    "V12__analytics.sql",
                    "V13__pricing.sql",
                    "V14__forecast.sql",
                    "R__deliveries.sql",
                    "R__event_count.sql",
                    "R__facts.sql",
                    "R__ids.sql",
                    "R__outbox.sql",
                    "R__seats.sql",
                    "R__waitlist.sql"));

    private static final String NO_SUCH_TABLE = "42P01";

    /** True when Flyway ran these and no others, to the letter; false whenever it should have a look itself. */
    boolean areAllIn(Connection database) throws SQLException {
        Map<String, String> remembered = new HashMap<>();
        // A repeatable migration has a row for each time that it was run; the last one counts.
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT script, coalesce(version, '') || ' ' || checksum || ' ' || success
                          FROM flyway_schema_history ORDER BY installed_rank
                        """)) {
            while (rows.next()) {
                remembered.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
        return remembered.equals(files.stream()
                .collect(Collectors.toMap(file -> file, file -> version(file) + ' ' + checksum(file) + " true")));
    }

    /** Empty for a repeatable migration. */
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
