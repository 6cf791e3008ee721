package io.evently.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.contract.Contract;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Ajv, the rules of Spectral and of Redocly, and the parser of AsyncAPI, as they come from the npm registry. */
@DisplayName("The documents, read by the tools that people point at them")
class DocumentsInNodeJsIT {
    private static NodeJs node;

    @BeforeAll
    static void start() {
        node = NodeJs.run("documents.js");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @DisplayName("OpenAPI: a validator that counts in binary fractions takes every schema, every example, every amount")
    void openApi() {
        ask("openapi", Contract.shared().document());

        JsonObject answer = node.await("openapi");
        assertThat(answer.getInteger("schemas")).isGreaterThan(50);
        assertThat(answer.getInteger("refusedAmounts")).isZero();
        assertThat(answer.getInteger("examples")).isGreaterThan(20);
        assertThat(answer.getJsonArray("wrongExamples")).isEmpty();
    }

    @Test
    @DisplayName("OpenAPI: the usual rules object to nothing")
    void lint() {
        ask("lint", Contract.shared().document());

        assertThat(node.await("lint").getJsonArray("findings")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/asyncapi.yaml"})
    @DisplayName("Redocly objects to nothing but what redocly.yaml gives reasons for")
    void redocly(String document) {
        ask("redocly", Contract.read(document));

        assertThat(node.await("redocly").getJsonArray("findings")).isEmpty();
    }

    @Test
    @DisplayName("AsyncAPI: its parser finds no error")
    void asyncApi() {
        ask("asyncapi", Contract.read("/asyncapi.yaml"));

        JsonObject answer = node.await("asyncapi");
        assertThat(answer.getBoolean("parsed")).isTrue();
        assertThat(answer.getJsonArray("errors")).isEmpty();
    }

    private static void ask(String what, JsonNode document) {
        node.tell(new JsonObject().put("do", what).put("document", new JsonObject(document.toString())));
    }
}
