package io.evently.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.evently.bench.result.BenchmarkResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All forms in which a result is shown. */
public final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Reports() {}

    /** Prints the tables and writes {@code result.json} and {@code report.html} into a directory. */
    public static void show(BenchmarkResult result, PrintWriter out, Path directory) {
        new TextReport(out).print(result);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("result.json"), JSON.writeValueAsString(result));
            Files.writeString(directory.resolve("report.html"), HtmlReport.of(result));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
