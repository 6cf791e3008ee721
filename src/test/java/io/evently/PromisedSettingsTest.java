package io.evently;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("What the API promises to everyone")
class PromisedSettingsTest {
    private static final Path PAGE = Path.of("docs", "configuration.md");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "account.login.window, PT14M59S, PT15M, 15 min – 1 day",
        "account.revocationPoll, PT61S, PT1M, 1 ms – 1 min",
        "booking.keyRetention, PT23H59M59S, PT24H, ≥ 24 h",
        "booking.sweepInterval, PT1.001S, PT1S, 1 ms – 1 s",
        "catalog.counterRetention, PT24H59M, PT25H, ≥ 25 h",
        "delivery.endpointPatience, PT71H, P3D, ≥ 3 days",
        "http.maxBodyBytes, 65535, 65536, '≥ 65,536'",
        "live.tokenCheck, PT61S, PT1M, 1 ms – 1 min",
        "outbox.retention, PT23H, P1D, ≥ 1 day",
        "waitlist.sweepInterval, PT1.001S, PT1S, 1 ms – 1 s"
    })
    @DisplayName("cannot be undercut by a setting, and the page says so")
    void bounded(String key, String beyond, String furthest, String range) throws Exception {
        assertThatThrownBy(() -> load(key, beyond))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
        assertThatCode(() -> load(key, furthest)).doesNotThrowAnyException();
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| `" + key + "` |"))
                .singleElement()
                .asString()
                .contains(" | " + range + " | ");
    }

    private ServerConfig load(String key, String value) throws Exception {
        Path none = directory.resolve("none.yaml");
        Files.writeString(none, "{}");
        Map<String, String> environment = new HashMap<>();
        environment.put("EVENTLY_CONFIG", none.toString());
        environment.put(ConfigLoader.variable(key), value);
        return ConfigLoader.load(environment);
    }
}
