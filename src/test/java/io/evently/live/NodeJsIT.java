package io.evently.live;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Scripts that play browsers")
class NodeJsIT {
    @Test
    @DisplayName("have their packages, do what they are told and say what happens")
    void obeys() {
        try (NodeJs script = NodeJs.run("echo.js")) {
            script.tell(new JsonObject().put("do", "echo").put("text", "one"));
            script.tell(new JsonObject().put("do", "echo").put("text", "äöü ☺"));
            script.tell(new JsonObject().put("do", "packages"));

            assertThat(script.await("packages").getBoolean("present")).isTrue();
            assertThat(script.await("echo", line -> !"one".equals(line.getString("text")))
                            .getString("text"))
                    .isEqualTo("äöü ☺");
            assertThat(script.unread())
                    .containsExactly(new JsonObject().put("said", "echo").put("text", "one"));
        }
    }

    @Test
    @DisplayName("that end early say why to whoever waits for them")
    void failure() {
        try (NodeJs script = NodeJs.run("echo.js")) {
            script.tell(new JsonObject().put("do", "fail"));
            assertThatThrownBy(() -> script.await("echo")).hasMessageContaining("as it was told");
        }
    }
}
