package io.evently.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Plans that were made while the tables were empty")
class StatementPlansIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PATIENCE_S = 60;
    private static final int MOST_STATEMENTS_LEFT_OUT = 15;
    private static final Pattern STATEMENT =
            Pattern.compile("\\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\\b.*", Pattern.DOTALL);
    private static final Set<String> SCANS = Set.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Heap Scan");
    private static final List<String> DRIVEN_BY_LISTS =
            List.of("DeliveryRepository.CLAIM", "DeliveryRepository.PRUNE", "EndingRepository.EXPIRE");
    /** A part of a statement; a table, a column or a function of the other kind of database. */
    private static final Set<String> NOT_HERE = Set.of("42601", "42P01", "42703", "42883");

    private static final Set<String> THROUGH = Set.of("Hash", "Materialize", "Sort", "Incremental Sort", "Gather");
    private static final Pattern OF_TWO_COLUMNS = Pattern.compile("\\w+\\.\\w+ = \\w+\\.\\w+");
    /** The first joins all of both tables, every few minutes, and means to; the second is the beginning of statements. */
    private static final Set<String> OF_WHOLE_TABLES = Set.of("PopularityRepository.FORGET", "BookingRepository.VIEW");

    private final Vertx vertx = Vertx.vertx();
    private Databases databases;

    @BeforeEach
    void open() {
        StorageConfig config = new StorageConfig(
                TestServices.freshDatabaseUrl(), null, List.of(), 1, 1, 1, 1_000, LIMIT, LIMIT, LIMIT);
        MigratedDatabases.prepare(config);
        databases = Databases.open(vertx, config);
    }

    @AfterEach
    void close() {
        await(databases.close().eventually(vertx::close));
    }

    @Test
    @DisplayName("look rows up by what they are joined to, and do not compare each row with each")
    void joins() {
        Map<String, String> statements = statements();
        Map<String, List<String>> compared = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        statements.forEach((name, text) -> {
            Optional<JsonObject> plan =
                    plan(databases.shards().shard(0).pool(), text).or(() -> plan(databases.accounts(), text));
            if (plan.isEmpty()) {
                leftOut.add(name);
                return;
            }
            List<String> found = new ArrayList<>();
            walk(plan.get(), found);
            if (!found.isEmpty()) {
                compared.put(name, found);
            }
        });

        assertThat(leftOut).as("parts of statements").hasSizeLessThan(MOST_STATEMENTS_LEFT_OUT);
        assertThat(statements.keySet()).containsAll(DRIVEN_BY_LISTS);
        assertThat(leftOut).doesNotContainAnyElementsOf(DRIVEN_BY_LISTS);
        assertThat(statements.size() - leftOut.size()).isGreaterThan(100);
        compared.keySet().removeAll(OF_WHOLE_TABLES);
        assertThat(compared).isEmpty();
    }

    @Test
    @DisplayName("would be found out, if a list was joined to a table with a condition of its own")
    void negativeControl() {
        String joined = """
                WITH due AS MATERIALIZED (SELECT notification_id FROM delivery WHERE channel = $1 LIMIT $2)
                UPDATE delivery d SET attempts = attempts + 1 FROM due
                 WHERE d.notification_id = due.notification_id AND d.channel = $1
                """;
        List<String> found = new ArrayList<>();
        walk(plan(databases.shards().shard(0).pool(), joined).orElseThrow(), found);

        assertThat(found).hasSize(1);
    }

    private static Map<String, String> statements() {
        Map<String, String> statements = new TreeMap<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.evently")) {
            if (!found.getSimpleName().endsWith("Repository")
                    && !found.getSimpleName().endsWith("Statement")) {
                continue;
            }
            for (Field field : found.reflect().getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                    String text = text(field);
                    if (STATEMENT.matcher(text).matches()) {
                        statements.put(found.getSimpleName() + '.' + field.getName(), text);
                    }
                }
            }
        }
        return statements;
    }

    private static String text(Field field) {
        try {
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty when this database does not know what the statement speaks of, or when it is only a part of one. */
    private static Optional<JsonObject> plan(Pool pool, String statement) {
        return await(pool.query("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + statement)
                .execute()
                .map(rows -> Optional.of(((JsonArray) rows.iterator().next().getValue(0))
                        .getJsonObject(0)
                        .getJsonObject("Plan")))
                .recover(e -> e instanceof PgException error && NOT_HERE.contains(error.getSqlState())
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(e)));
    }

    private static void walk(JsonObject node, List<String> found) {
        List<JsonObject> below = new ArrayList<>();
        for (Object child : node.getJsonArray("Plans", new JsonArray())) {
            below.add((JsonObject) child);
        }
        String condition = Optional.ofNullable(node.getString("Join Filter"))
                .or(() -> Optional.ofNullable(node.getString("Hash Cond")))
                .or(() -> Optional.ofNullable(node.getString("Merge Cond")))
                .orElse("");
        if (OF_TWO_COLUMNS.matcher(condition).find() && below.stream().anyMatch(StatementPlansIT::readsTable)) {
            found.add(node.getString("Node Type") + ' ' + condition);
        }
        below.forEach(child -> walk(child, found));
    }

    private static boolean readsTable(JsonObject node) {
        if (THROUGH.contains(node.getString("Node Type"))) {
            return readsTable(node.getJsonArray("Plans").getJsonObject(0));
        }
        return SCANS.contains(node.getString("Node Type"));
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
