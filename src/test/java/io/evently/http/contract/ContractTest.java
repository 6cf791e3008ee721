package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.JsonBody;
import io.evently.http.RefusedException;
import io.evently.http.RequestCheck;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The contract")
class ContractTest {
    private static final String IDS =
            "\"user_id\":\"019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7\",\"event_id\":\"019c3a52-80f0-7a11-8b7e-51c0d2f7a602\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4294967297",
                "1.5",
                "99999999999",
                "-1",
                "0",
                "1e400",
                "1e-400",
                "1e400000000",
                "\"2\"",
                "true",
                "null",
                "[]",
                "{}"
            })
    @DisplayName("refuses as a quantity what is no whole number in range, and names the field")
    void quantity(String quantity) {
        assertThat(errorsOf("createBooking", "{" + IDS + ",\"quantity\":" + quantity + "}"))
                .containsOnlyKeys("quantity");
    }

    @Test
    @DisplayName("holds the document once, not once for each operation")
    void once() {
        Contract contract = Contract.shared();
        assertThat(contract.operations())
                .extracting(operation -> operation.parameterSchema().findLexicalRoot())
                .containsOnly(contract.schema("/components/schemas").findLexicalRoot());
    }

    @Test
    @DisplayName("refuses a quantity of 900 digits")
    void hugeQuantity() {
        assertThat(errorsOf("createBooking", "{" + IDS + ",\"quantity\":" + "9".repeat(900) + "}"))
                .isEqualTo(Map.of("quantity", "is out of range"));
    }

    @Test
    @DisplayName("takes what is right, and ignores members it does not know")
    void valid() {
        assertThat(errorsOf("createBooking", "{" + IDS + ",\"quantity\":2,\"price\":0,\"user_tier\":[\"vip\"]}"))
                .isEmpty();
    }

    @Test
    @DisplayName("finds all that is wrong at once")
    void allAtOnce() {
        assertThat(errorsOf("createEvent", """
                        {"name": " ", "venue": 7, "event_date": "tomorrow", "total_capacity": 1000001, "price": -1}"""))
                .isEqualTo(Map.of(
                        "name", "must not be blank",
                        "venue", "must be a string",
                        "event_date", "must be a date and time as in RFC 3339, with an offset",
                        "total_capacity", "must be at most 1000000",
                        "price", "must be at least 0"));
    }

    @Test
    @DisplayName("names missing fields, and fields inside lists")
    void names() {
        assertThat(errorsOf("createBooking", "{}"))
                .isEqualTo(Map.of("user_id", "is required", "event_id", "is required", "quantity", "is required"));
        assertThat(errorsOf(
                        "importUsers", "{\"users\":[{\"email\":\"a@b.example\"},{\"email\":\"x\",\"name\":\"X\"}]}"))
                .isEqualTo(Map.of("users[0].name", "is required", "users[1].email", "must be an e-mail address"));
        assertThat(errorsOf("createBooking", "[1]")).isEqualTo(Map.of("body", "must be an object"));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-06-12T19:00:00Z, true",
        "2027-06-12T19:00:00.123456Z, true",
        "2027-06-12T19:00:00+05:30, true",
        "2027-06-12t19:00:00z, true",
        "2027-06-12T19:00:00, false",
        "2027-06-12 19:00:00Z, false",
        "2027-02-30T19:00:00Z, false",
        "2027-06-12, false",
        "0000-01-01T00:00:00Z, false",
        "0001-01-01T00:00:00+01:00, false",
        "9999-12-31T23:59:59.999Z, true",
        "9999-12-31T23:59:59-05:00, false",
        "+12027-06-12T19:00:00Z, false",
    })
    @DisplayName("takes RFC 3339 date-times with any offset, and nothing else")
    void dateTimes(String text, boolean valid) {
        Map<String, String> errors = errorsOf("updateEvent", "{\"event_date\":\"" + text + "\"}");
        assertThat(errors.isEmpty()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "99.99, true",
        "50.00, true",
        "0, true",
        "1000000, true",
        "1000000.01, false",
        "-0.01, false",
        "1e2, true"
    })
    @DisplayName("takes prices within their range; their places are looked at where their currency is known")
    void prices(String price, boolean valid) {
        assertThat(errorsOf("updateEvent", "{\"price\":" + price + "}").isEmpty())
                .isEqualTo(valid);
    }

    @Test
    @DisplayName("refuses U+0000 and broken surrogates anywhere in a body")
    void hostileText() {
        assertThat(errorsOf(
                        "updateEvent",
                        "{\"name\":\"a\\u0000b\",\"other\":{\"deep\":[\"\\u0000\"]},\"venue\":\"\\ud800\"}"))
                .containsOnlyKeys("name", "other.deep[0]", "venue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{",
                "",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "nul"
            })
    @DisplayName("refuses what is not strict JSON")
    void malformed(String json) {
        assertThatThrownBy(() -> JsonBody.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("MALFORMED_JSON"));
    }

    @Test
    @DisplayName("refuses JSON of more than 32 levels")
    void depth() {
        assertThatCode(() -> JsonNode.class.cast(
                        JsonBody.parse(("[".repeat(32) + "]".repeat(32)).getBytes(StandardCharsets.UTF_8))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> JsonBody.parse(("[".repeat(33) + "]".repeat(33)).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("finds operations by method and path, literal segments first")
    void routes() {
        assertThat(idOf(HttpMethod.GET, "/api/v1/events/popular")).isEqualTo("getPopularEvents");
        assertThat(idOf(HttpMethod.GET, "/api/v1/events/x")).isEqualTo("getEvent");
        assertThat(idOf(HttpMethod.GET, "/api/v1/bookings/reference/EVT1")).isEqualTo("getBookingByReference");
        assertThat(idOf(HttpMethod.PUT, "/api/v1/bookings/reference/cancel")).isEqualTo("cancelBooking");
        assertThat(idOf(HttpMethod.GET, "/api/v1/")).isEqualTo("getApiInfo");
        assertThat(idOf(HttpMethod.GET, "/api/v1")).isEqualTo("getApiInfo");
        assertThat(idOf(HttpMethod.GET, "/health/live")).isEqualTo("getLiveness");
        assertThat(Contract.shared().methods(List.of("api", "v1", "events"))).containsExactly("GET", "POST");
        assertThat(Contract.shared().methods(List.of("api", "v1", "nothing"))).isEmpty();
    }

    private static String idOf(HttpMethod method, String path) {
        return Contract.shared()
                .find(method, PathTree.segments(path))
                .orElseThrow()
                .operation()
                .id();
    }

    private static Map<String, String> errorsOf(String operationId, String body) {
        ContractOperation operation = Contract.shared().operations().stream()
                .filter(candidate -> candidate.id().equals(operationId))
                .findFirst()
                .orElseThrow();
        RequestCheck check = new RequestCheck(operation);
        check.body(JsonBody.parse(body.getBytes(StandardCharsets.UTF_8)));
        try {
            check.finish();
            return Map.of();
        } catch (RefusedException refused) {
            return refused.problem().details();
        }
    }
}
