package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.live.NodeJs;
import io.evently.testing.Program;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What a node serves to machines")
class MachineReadersIT {
    private static final Path RULES = Path.of("docker", "prometheus", "evently-alerts.yml");
    private static final Path RULES_TEST = Path.of("src", "test", "prometheus", "evently-alerts-test.yml");
    private static final Path PROMETHEUS = Path.of("docker", "prometheus", "prometheus.yml");
    private static final Path OPERATIONS = Path.of("docs", "operations.md");
    private static final Path DASHBOARD = Path.of("docker", "grafana", "dashboards", "evently.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:evently|jvm|process|system|vertx)_[a-z_]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$[a-z]+");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)(\\{[^}]*})? \\S+$");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# (HELP|TYPE) ([a-z][a-z0-9_]*) (\\S.*)$");
    private static final String VENUE = "Pier 9";

    private static RunningNode node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start();
        client = node.client();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @DisplayName("OpenAPI: the client that the OpenAPI Generator makes for Java compiles and books a seat")
    void java(@TempDir Path folder) throws Exception {
        try (GeneratedClient generated = GeneratedClient.of(URI.create(base() + "/openapi.json"), folder)) {
            assertBooked(new ObjectMapper().valueToTree(generated.book(given())));
        }
    }

    @Test
    @DisplayName("OpenAPI: the types that openapi-typescript makes compile, and a client with them books a seat")
    void typeScript() throws Exception {
        JsonObject told = new JsonObject(new HashMap<>(given()))
                .put("do", "book")
                .put("document", new JsonObject(client.document().toString()));
        try (NodeJs script = NodeJs.run("typescript.js")) {
            script.tell(told);

            assertThat(script.await("generated")).isNotNull();
            assertThat(script.await("compiled").getJsonArray("objections")).isEmpty();
            JsonObject answer = script.await("booked");
            assertBooked(
                    new ObjectMapper().readTree(answer.getJsonObject("seen").encode()));
        }
    }

    @Test
    @DisplayName("metrics: each says what it is, and so does docs/operations.md of ours; promtool objects to nothing")
    void metrics() throws Exception {
        String metrics = metricsOfUse();

        Map<String, Set<String>> said = FAMILY.matcher(metrics)
                .results()
                .collect(Collectors.groupingBy(
                        line -> line.group(2), Collectors.mapping(line -> line.group(1), Collectors.toSet())));
        assertThat(said)
                .hasSizeGreaterThan(30)
                .allSatisfy((name, kinds) -> assertThat(kinds).as(name).containsExactlyInAnyOrder("HELP", "TYPE"));
        String page = Files.readString(OPERATIONS);
        assertThat(said.keySet())
                .filteredOn(name -> name.startsWith("evently_") && !name.endsWith("_max"))
                .allSatisfy(name -> assertThat(page).contains('`' + name + '`'));
        Optional<Program> promtool = Program.promtool();
        if (promtool.isPresent()) {
            assertThat(promtool.get().run(metrics, "check", "metrics")).isEqualTo(new Program.Verdict(0, ""));
        }
    }

    @Test
    @DisplayName("alert rules and dashboard: each query is about metrics that a node has")
    void queries() throws Exception {
        Set<String> alerts = metricsOf(expressions(RULES));
        Set<String> dashboard = metricsOf(expressions(DASHBOARD));
        client.get("/api/v1/events?limit=1", null);
        System.gc();

        assertThat(alerts).hasSizeGreaterThan(15);
        assertThat(dashboard).hasSizeGreaterThan(40);
        String used = metricsOfUse();
        assertThat(used).isNotEmpty();
        // What is delivered, and what the JVM has collected, is reported a moment later.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(Stream.concat(alerts.stream(), dashboard.stream()))
                        .isSubsetOf(served(client.send("GET", "/metrics", null).text())));
    }

    @Test
    @DisplayName("alert rules and dashboard: promtool takes them all, and the rules speak when they should")
    void promtool(@TempDir Path folder) throws Exception {
        Optional<Program> promtool = Program.promtool();
        if (promtool.isPresent()) {
            // promtool reads no dashboards, but it reads rules.
            List<Map<String, String>> recorded = new ArrayList<>();
            for (String expression : expressions(DASHBOARD)) {
                recorded.add(Map.of(
                        "record",
                        "panel:" + recorded.size(),
                        "expr",
                        VARIABLE.matcher(expression.replace("$__rate_interval", "1m"))
                                .replaceAll(".*")));
            }
            Path panels = folder.resolve("panels.yml");
            new YAMLMapper()
                    .writeValue(
                            panels.toFile(), Map.of("groups", List.of(Map.of("name", "panels", "rules", recorded))));

            assertTaken(promtool.get().run("", "check", "config", PROMETHEUS.toString()));
            assertTaken(promtool.get().run("", "check", "rules", RULES.toString()));
            assertTaken(promtool.get().run("", "check", "rules", panels.toString()));
            assertTaken(promtool.get().run("", "test", "rules", RULES_TEST.toString()));
        }
    }

    private static void assertTaken(Program.Verdict verdict) {
        assertThat(verdict.status()).as(verdict.text()).isZero();
    }

    /** All queries in a file of rules or a dashboard. */
    private static List<String> expressions(Path file) throws IOException {
        // JSON is YAML, too.
        return new YAMLMapper()
                .readTree(file.toFile()).findValues("expr").stream()
                        .map(JsonNode::asText)
                        // Of alerts and scrapes Prometheus keeps series of its own.
                        .filter(expression -> !expression.startsWith("ALERTS{") && !expression.startsWith("up{"))
                        .toList();
    }

    private static Set<String> metricsOf(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> served(String metrics) {
        return SAMPLE.matcher(metrics).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    /** After what lets meters appear that count only what happens: a booking, a place on a waitlist, a failed sign-in. */
    private static String metricsOfUse() {
        UUID event = client.event(1);
        assertThat(client.book(client.register(), event, 1).status()).isEqualTo(201);
        Member member = client.register();
        assertThat(client.post(
                                "/api/v1/waitlist/" + event + "/join",
                                NodeClient.object().put("user_id", member.id().toString()),
                                member.token())
                        .status())
                .isEqualTo(201);
        assertThat(client.post(
                                "/api/v1/auth/login",
                                NodeClient.object().put("email", member.email()).put("password", "another one"),
                                null)
                        .status())
                .isEqualTo(401);
        return client.send("GET", "/metrics", null).text();
    }

    private static String base() {
        return "http://127.0.0.1:" + node.port() + "/api/v1";
    }

    /** An account, and an event of three seats for 10.00 each that has a name of its own. */
    private static Map<String, String> given() {
        Member member = client.register();
        String event = "An evening " + UUID.randomUUID();
        assertThat(client.post(
                                "/api/v1/events",
                                NodeClient.object()
                                        .put("name", event)
                                        .put("venue", VENUE)
                                        .put(
                                                "event_date",
                                                Instant.now()
                                                        .plus(40, ChronoUnit.DAYS)
                                                        .toString())
                                        .put("total_capacity", 3)
                                        .put("price", 10),
                                client.admin())
                        .status())
                .isEqualTo(201);
        return Map.of("base", base(), "email", member.email(), "password", NodeClient.PASSWORD, "event", event);
    }

    private static void assertBooked(JsonNode seen) {
        assertThat(seen.at("/listed/count").asInt()).isEqualTo(1);
        assertThat(seen.at("/listed/free").asInt()).isEqualTo(3);
        assertThat(seen.at("/booked/status").asText()).isEqualTo("confirmed");
        assertThat(seen.at("/booked/total").decimalValue()).isEqualByComparingTo("20.00");
        assertThat(seen.at("/repeated").asBoolean()).isTrue();
        assertThat(seen.at("/found/reference")).isEqualTo(seen.at("/booked/reference"));
        assertThat(seen.at("/found/venue").asText()).isEqualTo(VENUE);
        assertThat(seen.at("/found/expires").isNull()).isTrue();
        assertThat(seen.at("/cancelled/refunded").decimalValue()).isEqualByComparingTo("20.00");
        assertThat(seen.at("/cancelled/seats").asInt()).isEqualTo(2);
        assertRefused(seen.path("mismatch"), 422, "IDEMPOTENCY_MISMATCH");
        assertRefused(seen.path("conflict"), 409, "INSUFFICIENT_SEATS");
        assertThat(seen.at("/conflict/free").asInt()).isEqualTo(1);
        assertRefused(seen.path("twice"), 409, "ALREADY_CANCELLED");
    }

    private static void assertRefused(JsonNode refusal, int status, String code) {
        assertThat(refusal.path("status").asInt()).isEqualTo(status);
        assertThat(refusal.path("code").asText()).isEqualTo(code);
        assertThat(refusal.path("traced").asBoolean()).isTrue();
    }
}
