package io.evently.catalog;

import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.evently.catalog.CatalogFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** Two databases with other ideas of upper and lower case than each other: bytes alone, and Turkish. */
@DisplayName("Events are found and sorted without regard to case in every script, whatever the database's locale")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TextInEveryScriptIT {
    private static final List<String> NAMES = List.of(
            "CAFÉ CONCERT",
            "Ёлка Праздник",
            "ÜBER Straße",
            "ÎLE VIVANTE",
            "ΚΑΛΗΜΕΡΑ",
            "IRIS evening",
            "plain ascii",
            "Zebra",
            "éclair");

    private CatalogFixture bytes;
    private CatalogFixture turkish;

    @BeforeAll
    void fill() throws SQLException {
        bytes = catalog("LOCALE 'C'");
        turkish = catalog("LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LOCALE 'C'");
    }

    @AfterAll
    void close() {
        bytes.close();
        turkish.close();
    }

    private List<CatalogFixture> both() {
        return List.of(bytes, turkish);
    }

    @ParameterizedTest
    @CsvSource({
        "café concert",
        "CAFÉ CONCERT",
        "cafe\u0301 concert",
        "ёлка праздник",
        "ЁЛКА",
        "über straße",
        "Île",
        "καλημερα",
        "iris",
        "IRIS",
        "PLAIN",
        "école"
    })
    @DisplayName("a text is found in any case and in either form of its accents")
    void text(String text) {
        for (CatalogFixture catalog : both()) {
            EventPage found = list(catalog, new EventFilter(null, text, null, null, null, null, null, null));
            assertThat(found.total()).isEqualTo(text.equals("école") ? NAMES.size() : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"École Supérieure", "école supérieure", "ÉCOLE SUPÉRIEURE", "E\u0301cole supe\u0301rieure"})
    @DisplayName("a venue is found in any case")
    void venue(String venue) {
        for (CatalogFixture catalog : both()) {
            EventPage found = list(catalog, new EventFilter(null, null, venue, null, null, null, null, null));
            assertThat(found.total()).isEqualTo(NAMES.size());
        }
    }

    @Test
    @DisplayName("names are in one order")
    void order() {
        for (CatalogFixture catalog : both()) {
            assertThat(list(catalog, EventFilter.all()).events())
                    .extracting(Event::name)
                    .containsExactly(
                            "CAFÉ CONCERT",
                            "IRIS evening",
                            "plain ascii",
                            "Zebra",
                            "éclair",
                            "ÎLE VIVANTE",
                            "ÜBER Straße",
                            "ΚΑΛΗΜΕΡΑ",
                            "Ёлка Праздник");
        }
    }

    private static EventPage list(CatalogFixture catalog, EventFilter filter) {
        return catalog.ask(CatalogEndpoints.LIST_EVENTS, new ListEvents(filter, EventSort.NAME, 50, 0));
    }

    private static CatalogFixture catalog(String locale) throws SQLException {
        String url = TestServices.freshDatabaseUrl();
        StorageConfig storage = CatalogFixture.storage(url);
        create(URI.create(url), storage.shardCount(), locale);
        CatalogFixture catalog = new CatalogFixture(storage);
        for (String name : NAMES) {
            assertThat(catalog.create(new CreateEvent(
                            name, "", "École Supérieure", NOW.plus(Duration.ofDays(3)), 5, BigDecimal.TEN, "EUR")))
                    .isNotNull();
        }
        return catalog;
    }

    private static void create(URI url, int shards, String locale) throws SQLException {
        String[] login = url.getUserInfo().split(":", 2);
        String maintenance = "jdbc:postgresql://" + url.getHost() + ':' + url.getPort() + "/postgres";
        try (Connection connection = DriverManager.getConnection(maintenance, login[0], login[1]);
                Statement statement = connection.createStatement()) {
            for (int shard = 0; shard < shards; shard++) {
                String name = url.getPath().substring(1) + "_shard_" + shard;
                statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' " + locale);
            }
        }
    }
}
