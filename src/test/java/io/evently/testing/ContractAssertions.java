package io.evently.testing;

import io.evently.http.DocumentedAnswers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** Asserts that an answer is one that the OpenAPI document promises: its status, its type, its body. */
public final class ContractAssertions {
    private ContractAssertions() {}

    /** For an answer whose body was read as bytes. */
    public static void assertDocumented(HttpResponse<byte[]> response) {
        assertThat(DocumentedAnswers.differences(
                        response.request().method(),
                        response.request().uri().getRawPath(),
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse(""),
                        response.body()))
                .as(
                        "%s %s answered %s: %s",
                        response.request().method(),
                        response.request().uri(),
                        response.statusCode(),
                        new String(response.body(), StandardCharsets.UTF_8))
                .isEmpty();
    }
}
