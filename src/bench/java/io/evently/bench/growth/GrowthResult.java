package io.evently.bench.growth;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that was compared.
 *
 * @param postgres the server's settings
 * @param findings errors and broken invariants, a sentence each; with any, no figure is to be believed
 */
record GrowthResult(String startedAt, Map<String, String> postgres, List<Growth> growths, List<String> findings) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String LINE = "%-44s %-20s %12s %26s %10s %10s %7s%n";

    GrowthResult {
        growths = List.copyOf(growths);
        findings = List.copyOf(findings);
    }

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, LINE, "what", "beside", "so many", "per second (min-max)", "p50 ms", "p99 ms", "cost");
        for (Growth growth : growths) {
            line(out, growth, growth.few(), "");
            line(out, growth, growth.many(), String.format(Locale.ROOT, "x %.2f", growth.cost()));
        }
        findings.forEach(finding -> out.println("FAILED  " + finding));
        out.flush();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), this);
    }

    private static void line(PrintWriter out, Growth growth, Figure figure, String cost) {
        out.printf(
                Locale.ROOT,
                LINE,
                growth.what(),
                growth.of(),
                String.format(Locale.ROOT, "%,d", figure.size()),
                String.format(
                        Locale.ROOT,
                        "%,.0f (%,.0f-%,.0f)",
                        figure.perSecond().median(),
                        figure.perSecond().min(),
                        figure.perSecond().max()),
                String.format(Locale.ROOT, "%.2f", figure.p50Ms()),
                String.format(Locale.ROOT, "%.2f", figure.p99Ms()),
                cost);
    }
}
