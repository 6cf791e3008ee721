package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The published documents")
class PublishedVersionsTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>evently</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    @DisplayName("are of the version that is built")
    void version() throws IOException {
        Matcher built = VERSION.matcher(Files.readString(Path.of("pom.xml")));

        assertThat(built.find()).isTrue();
        assertThat(PublishedDocument.openApi().version()).isEqualTo(built.group(1));
        assertThat(PublishedDocument.asyncApi().version()).isEqualTo(built.group(1));
    }

    @Test
    @DisplayName("name every answer, so that what is generated from them has names that people know")
    void names() {
        for (JsonNode responses : Contract.shared().document().findValues("responses")) {
            for (JsonNode schema : responses.findValues("schema")) {
                assertThat(schema.has("$ref") || schema.has("title") || !schema.has("properties"))
                        .as(schema.toString())
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("leave no number to a comparison of binary fractions")
    void decimals() {
        assertThat(Contract.shared().document().findValues("multipleOf")).isEmpty();
    }
}
