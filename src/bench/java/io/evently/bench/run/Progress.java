package io.evently.bench.run;

import io.evently.bench.result.RunResult;
import io.evently.bench.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells whoever waits what is going on. */
final class Progress {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    void scenario(Scenario scenario) {
        say("%n%s: %s", scenario.label(), scenario.description());
    }

    void warmUp(String contender, Duration time) {
        say("  %-9s warm-up, %d s", contender, time.toSeconds());
    }

    void profiling() {
        say("  profiling");
    }

    void profiled(Path collapsed, List<String> errors) {
        say("  stacks in %s%s", collapsed, errors.isEmpty() ? "" : "; under the profiler: " + errors);
    }

    void started(double millis) {
        say("  ready after %.0f ms", millis);
    }

    void waited(String contender, Duration time) {
        say("  %-9s everybody told after %.1f s", contender, time.toMillis() / 1e3);
    }

    void ran(String contender, String loop, RunResult run) {
        say(
                "  %-9s %-6s run %d: %,8.0f/s  p50 %6.1f  p99 %6.1f  max %6.1f ms  cpu/answer node %4.0f pg %4.0f"
                        + " load %3.0f other %3.0f µs  %4.0f MB%s",
                contender,
                loop,
                run.number(),
                run.perSecond(),
                run.latency().p50(),
                run.latency().p99(),
                run.latency().max(),
                run.cost().node(),
                run.cost().postgres(),
                run.cost().generator(),
                run.cost().other(),
                run.nodePeakMegabytes(),
                run.fine() ? "" : "  FAILED " + run.errors() + ' ' + run.findings());
        run.figures().forEach((name, value) -> say("  %-9s %,14.2f  %s", "", value, name));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
