package io.evently.bench.node;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * How a node is started.
 *
 * @param name names it in results and log files
 * @param command the program and its arguments
 * @param environment over the benchmark's own, in which nothing of Evently's is left
 */
public record Launch(String name, List<String> command, Map<String, String> environment) {
    private static final String BASELINE = "io.evently.PlainNode";
    private static final List<String> SCRIPT_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xms152m", "-Xmx416m", "-Xmn80m", "-Dio.netty.jfr.enabled=false");
    // What the jar's manifest opens to Hazelcast, the same way for a node that is started from the class path.
    /** What is measured is what the service can do, not what it lets one client do. */
    private static final Map<String, String> UNLIMITED =
            Map.of("EVENTLY_RATE_LIMITS_ENABLED", "false", "EVENTLY_RATE_LIMITS_OVERLOAD_ENABLED", "false");

    private static final List<String> OPENS = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * The service as it is delivered, by its start script where that stands beside the jar's directory.
     *
     * @param jvmFlags over those of the script
     */
    public static Launch ofProduct(Path jar, List<String> jvmFlags, Map<String, String> environment) {
        Path script = jar.toAbsolutePath().getParent().resolveSibling("bin").resolve("evently");
        if (Files.isExecutable(script)) {
            Map<String, String> options = new HashMap<>(unlimited(jar, environment));
            options.put("JAVA_HOME", System.getProperty("java.home"));
            options.put("EVENTLY_JAVA_OPTS", String.join(" ", jvmFlags));
            return new Launch("evently", List.of(script.toString()), options);
        }
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmFlags);
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        return new Launch("evently", command, unlimited(jar, environment));
    }

    // A build from before there were limits refuses to start with settings that it does not know.
    private static Map<String, String> unlimited(Path jar, Map<String, String> environment) {
        try (JarFile product = new JarFile(jar.toFile());
                InputStream defaults = product.getInputStream(product.getEntry("conf/evently.yaml"))) {
            boolean limits = new String(defaults.readAllBytes(), StandardCharsets.UTF_8).contains("\nrateLimits:");
            return limits ? over(environment) : environment;
        } catch (IOException e) {
            throw new NodeException(jar + " cannot be read", e);
        }
    }

    private static Map<String, String> over(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(UNLIMITED);
        all.putAll(environment);
        return all;
    }

    /** The service that books in the plain way, from this process' class path, with the options of the script. */
    public static Launch ofBaseline(List<String> jvmFlags, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(SCRIPT_OPTIONS);
        command.addAll(jvmFlags);
        command.addAll(OPENS);
        command.addAll(List.of("-cp", classPath(), BASELINE));
        return new Launch("baseline", command, over(environment));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    // The node works in another directory.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
