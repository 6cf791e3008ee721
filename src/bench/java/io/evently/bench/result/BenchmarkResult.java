package io.evently.bench.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole benchmark.
 *
 * @param startedAt RFC 3339
 * @param environment machine, software and commit
 * @param postgres the settings that decide about durability and size, as the server says them
 * @param settings how the benchmark was called
 */
public record BenchmarkResult(
        String startedAt,
        Map<String, String> environment,
        Map<String, String> postgres,
        Map<String, String> settings,
        List<ScenarioResult> scenarios) {
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit");

    public BenchmarkResult {
        environment = new TreeMap<>(environment);
        postgres = new TreeMap<>(postgres);
        settings = new TreeMap<>(settings);
        scenarios = List.copyOf(scenarios);
    }

    @JsonProperty
    public List<Target> targets() {
        return Targets.of(scenarios);
    }

    /** {@code OK} when every figure may be believed, else {@code FAILED}. Missed targets are no failure. */
    @JsonProperty
    public String verdict() {
        return failures().isEmpty() ? "OK" : "FAILED";
    }

    /** Why the figures are not to be believed, a sentence each. */
    @JsonProperty
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        DURABLE.stream()
                .filter(setting -> !"on".equals(postgres.get(setting)))
                .forEach(setting -> failures.add("PostgreSQL has " + setting + " " + postgres.get(setting) + '.'));
        if (scenarios.isEmpty()) {
            failures.add("Nothing was played.");
        }
        scenarios.forEach(scenario -> collect(scenario, failures));
        return failures;
    }

    private static void collect(ScenarioResult scenario, List<String> failures) {
        if (scenario.failure() != null) {
            failures.add(scenario.name() + ": " + scenario.failure());
        }
        for (ContenderResult contender : scenario.contenders()) {
            String where = scenario.name() + ", " + contender.name() + ", ";
            contender.warmUpErrors().forEach(error -> failures.add(where + "warm-up: " + error));
            for (Series series : contender.series()) {
                for (RunResult run : series.runs()) {
                    String which = where + series.loop() + " loop, run " + run.number() + ": ";
                    run.errors().forEach((what, count) -> failures.add(which + count + " × " + what));
                    run.findings().forEach(finding -> failures.add(which + finding));
                    if (run.answers() == 0) {
                        failures.add(which + "nothing was answered");
                    }
                }
            }
        }
    }
}
