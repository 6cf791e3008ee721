package io.evently.bench.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A file of comma separated values without quotes, whose first line names the columns. */
record Table(Path file, Map<String, Integer> columns, List<List<String>> rows) {
    /** One line of a table. */
    record Row(Table table, List<String> cells) {
        /** The cell of a column, empty when the line ends before it. */
        String text(String column) {
            Integer index = table.columns.get(column);
            if (index == null) {
                throw new IllegalArgumentException(table.file + " has no column " + column);
            }
            return index < cells.size() ? cells.get(index).strip() : "";
        }

        double number(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        table.file + " has in column " + column + " no number: " + text(column), e);
            }
        }
    }

    boolean has(Collection<String> names) {
        return columns.keySet().containsAll(names);
    }

    Stream<Row> lines() {
        return rows.stream().map(cells -> new Row(this, cells));
    }

    /** Every table of a folder, in the order of their names; {@code .csv}, and {@code .csv.gz} compressed. */
    static List<Table> of(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> file.getFileName().toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        List<Table> tables = new ArrayList<>();
        for (Path file : files) {
            tables.add(read(file));
        }
        return tables;
    }

    private static Table read(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
            String heading = reader.readLine();
            Map<String, Integer> columns = new HashMap<>();
            if (heading != null) {
                List<String> names = Arrays.asList(heading.strip().split(",", -1));
                names.forEach(name -> columns.put(name.strip(), columns.size()));
            }
            List<List<String>> rows = reader.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            return new Table(file, columns, rows);
        } catch (UncheckedIOException e) {
            throw new IOException("Reading " + file + " failed", e);
        }
    }
}
