package io.evently.http;

import io.evently.http.server.EdgeFixture;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

@ExtendWith(VertxExtension.class)
@DisplayName("Member names of one hash")
class CollidingNamesTest {
    private static final int ATTACKS = 40;
    private static final int NAMES = 100;
    private static final int INNOCENT = 500;

    @Test
    @DisplayName("in bodies, tokens and frames harm no request that comes later")
    void harmless(Vertx vertx) {
        try (EdgeFixture edge = EdgeFixture.start(vertx, token -> Optional.empty(), v -> operations -> {})) {
            assertThat(edge.port()).isPositive();
            unharmed(json ->
                    assertThat(JsonBody.parse(json.getBytes(UTF_8)).isObject()).isTrue());
            unharmed(json -> assertThat(new JsonObject(json).isEmpty()).isFalse());
        }
    }

    private static void unharmed(Consumer<String> reader) {
        for (int attack = 0; attack < ATTACKS; attack++) {
            StringBuilder json = new StringBuilder("{");
            for (int i = 0; i < NAMES; i++) {
                json.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(name(attack * NAMES + i))
                        .append("\":0");
            }
            String hostile = json.append('}').toString();
            assertThatCode(() -> reader.accept(hostile)).doesNotThrowAnyException();
        }
        for (int i = 0; i < INNOCENT; i++) {
            String innocent = "{\"an innocent name, number " + i + "\":0}";
            assertThatCode(() -> reader.accept(innocent)).doesNotThrowAnyException();
        }
    }

    // "b!" and "aB" have the same hash under Jackson's multiplier.
    private static String name(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            name.append((number >> bit & 1) == 0 ? "b!" : "aB");
        }
        return name.toString();
    }
}
