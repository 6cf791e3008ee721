package io.evently.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the OpenAPI Generator makes of a document for Java, compiled together with {@code BookASeat}, which was written by
 * hand against it. Maven puts the generator into {@code target/generator}.
 */
final class GeneratedClient implements AutoCloseable {
    private static final Path TOOLS = Path.of("target", "generator");
    private static final Path GENERATOR = TOOLS.resolve("openapi-generator-cli.jar");
    private static final Path WRITTEN_BY_HAND = Path.of("src", "test", "clients", "BookASeat.java");
    private static final long PATIENCE_MIN = 5;

    private final URLClassLoader loader;

    private GeneratedClient(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Has a client made of the document at that address. */
    static GeneratedClient of(URI document, Path folder) throws Exception {
        generate(document, folder);
        Path classes = compile(folder);
        List<URL> places = new ArrayList<>();
        for (Path place : Stream.concat(Stream.of(classes), libraries()).toList()) {
            places.add(place.toUri().toURL());
        }
        return new GeneratedClient(
                new URLClassLoader(places.toArray(URL[]::new), GeneratedClient.class.getClassLoader()));
    }

    /** Books a seat with it, see {@code BookASeat}. */
    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> book(Map<String, String> given) throws ReflectiveOperationException {
        Object made = loader.loadClass("BookASeat").getConstructor().newInstance();
        return ((Function<Map<String, String>, Map<String, @Nullable Object>>) made).apply(given);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static void generate(URI document, Path folder) throws IOException, InterruptedException {
        assertThat(GENERATOR).as("comes with: mvn dependency:copy@generator").exists();
        run(
                folder,
                program("java"),
                "-Xmx512m",
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--generator-name=java",
                "--library=native",
                "--additional-properties=useJakartaEe=true,useJspecify=true,hideGenerationTimestamp=true",
                "--global-property=models,apis,supportingFiles,modelDocs=false,apiDocs=false,modelTests=false,apiTests=false",
                "--input-spec=" + document,
                "--output=" + folder);
    }

    // In a process of its own, as the generator: what measures the coverage of our tests would look at the compiler
    // too.
    private static Path compile(Path folder) throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path sources = folder.resolve("sources");
        try (Stream<Path> files = Files.walk(folder.resolve(Path.of("src", "main", "java")))) {
            Files.write(
                    sources,
                    Stream.concat(files, Stream.of(WRITTEN_BY_HAND))
                            .map(Path::toString)
                            .filter(name -> name.endsWith(".java"))
                            .toList());
        }
        run(
                folder,
                program("javac"),
                "-J-Xmx512m",
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-classpath",
                classPath(),
                "@" + sources);
        return classes;
    }

    private static String classPath() {
        Stream<Path> ours = Stream.of(
                        JsonProperty.class, JsonFactory.class, ObjectMapper.class, JavaTimeModule.class, Nullable.class)
                .map(GeneratedClient::home);
        return Stream.concat(libraries(), ours).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(() -> read(log)).isZero();
    }

    private static Stream<Path> libraries() {
        return Stream.of("jackson-databind-nullable.jar", "jakarta.annotation-api.jar")
                .map(TOOLS::resolve);
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "Its log cannot be read: " + e;
        }
    }
}
