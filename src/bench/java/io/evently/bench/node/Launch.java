package io.evently.bench.node;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a node is started.
 *
 * @param name names it in results and log files
 * @param arguments what follows {@code java}
 * @param environment over the benchmark's own, in which nothing of Evently's is left
 */
public record Launch(String name, List<String> arguments, Map<String, String> environment) {
    private static final String BASELINE = "io.evently.PlainNode";
    // What the jar's manifest opens to Hazelcast, the same way for a node that is started from the class path.
    private static final List<String> OPENS = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The service as it is delivered. */
    public static Launch ofProduct(Path jar, List<String> jvmFlags, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(jvmFlags);
        arguments.add("-jar");
        arguments.add(jar.toAbsolutePath().toString());
        return new Launch("evently", arguments, environment);
    }

    /** The service that books in the plain way, from this process' class path. */
    public static Launch ofBaseline(List<String> jvmFlags, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(jvmFlags);
        arguments.addAll(OPENS);
        arguments.addAll(List.of("-cp", classPath(), BASELINE));
        return new Launch("baseline", arguments, environment);
    }

    // The node works in another directory.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
