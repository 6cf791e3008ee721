package io.evently;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.evently.booking.service.BookingVerticle;
import io.evently.bus.BusName;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import io.evently.bus.TypedBus;
import io.evently.cluster.Cluster;
import io.evently.http.server.HttpVerticle;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Deploys what can be deployed without a database, which is all but the accounts, and looks at who answers where. */
@DisplayName("The wings of a node")
class WingsTest {
    private static final JavaClasses OURS =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.evently");

    private static final ConcurrentLinkedQueue<String> registered = new ConcurrentLinkedQueue<>();
    private static final Map<Wing, List<String>> addresses = new LinkedHashMap<>();
    private static Foundation foundation;
    private static List<Wing> wings;

    @BeforeAll
    static void deploy() throws IOException {
        ServerConfig config = ConfigLoader.load(RehearseCommand.environment());
        HttpVerticle.compileDocument();
        Cluster cluster = Cluster.join(
                        config.cluster(),
                        new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)),
                        builder -> builder.withMetrics(options -> new Registrations()))
                .await();
        foundation = Foundation.lay(config, cluster, new NodeMetrics());
        wings = Wings.of(
                foundation,
                new NodeHealth(
                        cluster, foundation.databases(), foundation.redis(), Optional.empty(), foundation.limits()),
                BookingVerticle::new,
                List.of());
        wings.forEach(wing -> TypedBus.register(foundation.vertx(), wing.families()));
        for (Wing wing : wings) {
            registered.clear();
            wing.verticles()
                    .forEach(verticle ->
                            foundation.vertx().deployVerticle(verticle).await());
            addresses.put(wing, List.copyOf(registered));
        }
    }

    @AfterAll
    static void close() {
        foundation
                .vertx()
                .deploymentIDs()
                .forEach(id -> foundation.vertx().undeploy(id).await());
        foundation.close(true, Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("bring every message family there is, each exactly once")
    void families() {
        Set<String> named = OURS.stream()
                .filter(type -> type.isAnnotatedWith(BusName.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

        assertThat(wings.stream().flatMap(wing -> wing.families().stream()).map(Class::getName))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    @DisplayName("answer at no address of another wing, nor at one address twice")
    void addresses() {
        Set<String> topics = constants(Topic.class).collect(Collectors.toSet());
        List<String> answered = addresses.values().stream()
                .flatMap(List::stream)
                .filter(address -> !topics.contains(address) && !address.startsWith("__vertx"))
                .toList();

        assertThat(answered).contains("booking.book-seats.0", "catalog.get-event", "waitlist.join.3");
        assertThat(answered).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("know each address by one name")
    void names() {
        assertThat(Stream.concat(constants(Endpoint.class), constants(Topic.class)))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "begin with the clocks, by which others end things, and the log of what is done, and end with the HTTP edge, when all else is there")
    void order() {
        assertThat(wings.get(0)).isInstanceOf(ClocksWing.class);
        assertThat(wings.get(1)).isInstanceOf(AuditWing.class);
        assertThat(wings.get(2)).isInstanceOf(AccountWing.class);
        assertThat(wings.get(wings.size() - 1)).isInstanceOf(HttpWing.class);
    }

    private static Stream<String> constants(Class<?> kind) {
        return OURS.stream()
                .filter(type -> type.getSimpleName().endsWith("Endpoints"))
                .flatMap(type -> Stream.of(type.reflect().getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == kind)
                .map(WingsTest::address);
    }

    private static String address(Field field) {
        try {
            return field.get(null) instanceof Endpoint<?, ?> endpoint
                    ? endpoint.address()
                    : ((Topic<?>) field.get(null)).address();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Notes every address at which a handler is registered. */
    private static final class Registrations implements VertxMetrics, EventBusMetrics<String> {
        @Override
        public EventBusMetrics<?> createEventBusMetrics() {
            return this;
        }

        @Override
        public String handlerRegistered(String address) {
            registered.add(address);
            return address;
        }
    }
}
