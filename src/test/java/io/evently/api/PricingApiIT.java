package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.NodeClient.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events begin with a price of 10.00 USD. */
@DisplayName("/pricing of two nodes")
class PricingApiIT {
    private static final String PRICING = "/api/v1/pricing/event/";
    private static RunningNode node;
    private static RunningNode other;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start("EVENTLY_PRICING_INTERVAL", "PT0.2S");
        other = node.another("EVENTLY_PRICING_INTERVAL", "PT0.2S");
        client = node.client();
    }

    @AfterAll
    static void stop() {
        assertThat(node.violations()).isEmpty();
        other.close();
        node.close();
    }

    @Test
    @DisplayName("is for administrators; an unknown event is 404, something else than an id 400")
    void access() {
        String event = PRICING + client.event(10);
        Member member = client.register();
        ObjectNode price = object().put("manual_price", 12);
        ObjectNode plan = object().put("mode", "manual");

        for (String token : new String[] {null, member.token()}) {
            int refused = token == null ? 401 : 403;
            assertThat(client.get("/api/v1/pricing/recommendations", token).status())
                    .isEqualTo(refused);
            assertThat(client.get(event, token).status()).isEqualTo(refused);
            assertThat(client.put(event, plan, token).status()).isEqualTo(refused);
            assertThat(client.post(event + "/apply", price, token).status()).isEqualTo(refused);
        }
        String unknown = PRICING + UUID.randomUUID();
        assertThat(client.get(unknown, client.admin()).status()).isEqualTo(404);
        assertThat(client.put(unknown, plan, client.admin()).status()).isEqualTo(404);
        assertThat(client.post(unknown + "/apply", price, client.admin()).status())
                .isEqualTo(404);
        assertThat(client.get(PRICING + "nonsense", client.admin()).status()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "apply sets a price by hand: the event has it, its history says who and why, and what was held keeps its own")
    void manual() {
        UUID event = client.event(10);
        Member member = client.register();
        String held =
                client.hold(member, event, 2).json().at("/data/booking_id").asText();

        Answer answer = apply(event, object().put("manual_price", 12.5).put("reason", "A famous guest"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"old_price\":10.00,\"new_price\":12.50,\"currency\":\"USD\"");
        assertThat(answer.json().at("/expected_impact/revenue_change").asText()).matches("[+-][0-9.]+%");
        assertThat(answer.json().at("/expected_impact/demand_change").asText()).startsWith("-");
        assertThat(client.event(event).path("price").decimalValue()).isEqualByComparingTo("12.50");
        JsonNode pricing = pricing(event);
        assertThat(pricing.path("base_price").decimalValue()).isEqualByComparingTo("10");
        assertThat(pricing.path("dynamic_multiplier").decimalValue()).isEqualByComparingTo("1.25");
        JsonNode change = pricing.path("price_history").path(1);
        assertThat(change.path("cause").asText()).isEqualTo("manual");
        assertThat(change.path("reason").asText()).isEqualTo("A famous guest");
        assertThat(change.path("changed_by").isTextual()).isTrue();
        assertThat(pricing.path("not_applied_because").toString()).contains("after_manual");
        JsonNode confirmed = client.post("/api/v1/bookings/" + held + "/confirm", null, member.token())
                .json();
        assertThat(confirmed.at("/data/total_amount").decimalValue()).isEqualByComparingTo("20");
    }

    @Test
    @DisplayName(
            "apply refuses what is no price of that currency, an event that is called off, and a request for nothing")
    void refused() {
        UUID event = client.event(10);
        for (String wrong : List.of("-0.01", "1000000000", "10.505", "1e400", "\"12\"", "true")) {
            Answer answer = raw(event, "{\"manual_price\":" + wrong + "}");
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.json().at("/details/manual_price").isTextual())
                    .as(wrong)
                    .isTrue();
        }
        assertThat(raw(event, "{\"manual_price\":NaN}").json().path("code").asText())
                .isEqualTo("MALFORMED_JSON");
        assertThat(raw(event, "{}").status()).isEqualTo(400);
        assertThat(raw(event, "{\"use_ai_recommendation\":false}").status()).isEqualTo(400);
        assertThat(client.put("/api/v1/events/" + event, object().put("currency", "JPY"), client.admin())
                        .status())
                .isEqualTo(200);
        assertThat(raw(event, "{\"manual_price\":10.5}").status()).isEqualTo(400);
        assertThat(client.delete("/api/v1/events/" + event, client.admin()).status())
                .isEqualTo(200);
        assertThat(raw(event, "{\"manual_price\":11}").json().path("code").asText())
                .isEqualTo("EVENT_NOT_BOOKABLE");
        assertThat(client.put(PRICING + event, object().put("mode", "automatic"), client.admin())
                        .status())
                .isEqualTo(409);
        assertThat(client.event(event).path("price").decimalValue()).isEqualByComparingTo("10");
    }

    @Test
    @DisplayName(
            "a plan is replaced as a whole, its limits hold for prices set by hand as well, and one that makes no sense is 400")
    void plan() {
        UUID event = client.event(10);

        JsonNode saved = put(
                        event,
                        object().put("mode", "recommend").put("min_price", 8).put("max_price", 11))
                .json()
                .at("/data/plan");

        assertThat(saved.path("min_price").decimalValue()).isEqualByComparingTo("8");
        assertThat(apply(event, object().put("manual_price", 11.01)).status()).isEqualTo(400);
        assertThat(apply(event, object().put("manual_price", 7.99)).status()).isEqualTo(400);
        assertThat(apply(event, object().put("manual_price", 11)).status()).isEqualTo(200);
        assertThat(put(event, object().put("mode", "manual"))
                        .json()
                        .at("/data/plan/max_price")
                        .isNull())
                .isTrue();
        assertThat(listed()).doesNotContain(event.toString());
        assertThat(put(event, object().put("mode", "wild")).status()).isEqualTo(400);
        assertThat(put(event, object()).status()).isEqualTo(400);
        assertThat(put(event, object().put("mode", "manual").put("min_price", 5).put("max_price", 4))
                        .status())
                .isEqualTo(400);
        assertThat(put(event, object().put("mode", "manual").put("min_price", 0))
                        .status())
                .isEqualTo(400);
        assertThat(put(event, object().put("mode", "manual").put("min_price", 1.005))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "an event that sells much faster than planned: a higher price is recommended, with reasons, and applied when asked")
    void fast() {
        UUID event = client.event(100);
        sell(event, 60);
        await().untilAsserted(() -> assertThat(
                        pricing(event).path("recommended_price").decimalValue())
                .isGreaterThan(new BigDecimal("10")));
        JsonNode pricing = pricing(event);
        assertThat(pricing.path("confidence").asDouble()).isBetween(0.6, 1.0);
        assertThat(pricing.path("reasoning").size()).isPositive();
        assertThat(pricing.at("/factors/availability").asDouble()).isEqualTo(0.4);
        assertThat(listed()).contains(event.toString());

        Answer applied = apply(event, object().put("use_ai_recommendation", true));

        assertThat(applied.status()).isEqualTo(200);
        assertThat(client.event(event).path("price").decimalValue())
                .isEqualByComparingTo(applied.json().path("new_price").decimalValue())
                .isGreaterThan(new BigDecimal("10"))
                .isLessThanOrEqualTo(new BigDecimal("11.5"));
        JsonNode change = pricing(event).path("price_history").path(1);
        assertThat(change.path("cause").asText()).isEqualTo("recommended");
        // Whatever was counted when the price was asked for.
        assertThat(change.at("/inputs/orders").asDouble()).isBetween(10.0, 60.0);
    }

    @Test
    @DisplayName("applying a recommendation to keep the price changes nothing, not even the version")
    void kept() {
        UUID event = client.event(100);
        JsonNode before = pricing(event);
        assertThat(before.path("recommended_price").decimalValue()).isEqualByComparingTo("10");

        Answer applied = apply(event, object().put("use_ai_recommendation", true));

        assertThat(applied.status()).isEqualTo(200);
        assertThat(applied.text()).contains("\"old_price\":10.00,\"new_price\":10.00");
        assertThat(applied.json().at("/expected_impact/revenue_change").asText())
                .isEqualTo("+0%");
        assertThat(pricing(event).path("version")).isEqualTo(before.path("version"));
    }

    @Test
    @DisplayName("so does setting the price that the event has; one meant for another version of the event is 412")
    void version() {
        UUID event = client.event(10);
        String tag = client.get("/api/v1/events/" + event, client.admin()).header("ETag");

        assertThat(apply(event, object().put("manual_price", 10)).status()).isEqualTo(200);
        assertThat(pricing(event).path("version").asInt()).isEqualTo(1);
        assertThat(applyIfMatch(event, tag, 12).status()).isEqualTo(200);
        Answer late = applyIfMatch(event, tag, 14);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().path("code").asText()).isEqualTo("VERSION_MISMATCH");
        assertThat(late.json().path("current_version").asInt()).isEqualTo(2);
        assertThat(applyIfMatch(event, "*", 13).status()).isEqualTo(200);
        assertThat(client.event(event).path("price").decimalValue()).isEqualByComparingTo("13");
    }

    @Test
    @DisplayName("the limits of a plan end with the currency that they were chosen in, and the rest of it stays")
    void currency() {
        UUID event = client.event(10);
        assertThat(put(
                                event,
                                object().put("mode", "automatic")
                                        .put("min_price", 8.5)
                                        .put("max_price", 11.5))
                        .status())
                .isEqualTo(200);

        assertThat(client.put(
                                "/api/v1/events/" + event,
                                object().put("currency", "JPY").put("price", 3000),
                                client.admin())
                        .status())
                .isEqualTo(200);

        JsonNode plan = pricing(event).path("plan");
        assertThat(plan.path("mode").asText()).isEqualTo("automatic");
        assertThat(plan.path("min_price").isNull()).isTrue();
        assertThat(plan.path("max_price").isNull()).isTrue();
        assertThat(apply(event, object().put("manual_price", 3100)).status()).isEqualTo(200);
        assertThat(put(event, object().put("mode", "automatic").put("max_price", 4000))
                        .json()
                        .at("/data/plan/max_price")
                        .decimalValue())
                .isEqualByComparingTo("4000");
        assertThat(apply(event, object().put("manual_price", 4001)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("an automatic price follows by itself, once, on whichever node; one in the hold-out group stays")
    void automatic() {
        UUID event = client.event(100);
        UUID compared = client.event(100);
        assertThat(put(event, object().put("mode", "automatic")).status()).isEqualTo(200);
        assertThat(put(compared, object().put("mode", "automatic").put("hold_out", true))
                        .status())
                .isEqualTo(200);
        sell(event, 60);
        sell(compared, 60);

        await().untilAsserted(() ->
                assertThat(pricing(event).path("price_history").size()).isEqualTo(2));

        JsonNode change = pricing(event).path("price_history").path(1);
        assertThat(change.path("cause").asText()).isEqualTo("automatic");
        assertThat(change.path("price").decimalValue()).isGreaterThan(new BigDecimal("10"));
        assertThat(change.path("changed_by").isNull()).isTrue();
        assertThat(pricing(event).path("not_applied_because").toString()).contains("too_soon");
        await().untilAsserted(() -> assertThat(
                        pricing(compared).path("recommended_price").decimalValue())
                .isGreaterThan(new BigDecimal("10")));
        assertThat(pricing(compared).path("price_history").size()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "of many who set a price at the same moment on two nodes each that is told 200 made one change, the others 412")
    void race() {
        UUID event = client.event(10);
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            NodeClient one = i % 2 == 0 ? client : other.client();
            asked.add(one.sendAsync(
                    "POST",
                    PRICING + event + "/apply",
                    "{\"manual_price\":" + (11 + i) + "}",
                    "Authorization",
                    "Bearer " + client.admin()));
        }
        List<Integer> statuses =
                asked.stream().map(CompletableFuture::join).map(Answer::status).toList();

        assertThat(statuses).containsOnly(200, 412).contains(200, 412);
        assertThat(pricing(event).path("price_history").size())
                .isEqualTo(1
                        + (int) statuses.stream()
                                .filter(status -> status == 200)
                                .count());
    }

    private static void sell(UUID event, int orders) {
        Member member = client.register();
        List<CompletableFuture<Answer>> sold = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            String body = object().put("user_id", member.id().toString())
                    .put("event_id", event.toString())
                    .put("quantity", 1)
                    .toString();
            sold.add(client.sendAsync("POST", "/api/v1/bookings", body, "Authorization", "Bearer " + member.token()));
        }
        sold.forEach(answer -> assertThat(answer.join().status()).isEqualTo(201));
    }

    private static Answer apply(UUID event, ObjectNode body) {
        return client.post(PRICING + event + "/apply", body, client.admin());
    }

    private static Answer raw(UUID event, String body) {
        return client.send("POST", PRICING + event + "/apply", body, "Authorization", "Bearer " + client.admin());
    }

    private static Answer applyIfMatch(UUID event, String tag, int price) {
        return client.send(
                "POST",
                PRICING + event + "/apply",
                object().put("manual_price", price).toString(),
                "Authorization",
                "Bearer " + client.admin(),
                "If-Match",
                tag);
    }

    private static Answer put(UUID event, ObjectNode plan) {
        return client.put(PRICING + event, plan, client.admin());
    }

    private static JsonNode pricing(UUID event) {
        Answer answer = client.get(PRICING + event, client.admin());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("data");
    }

    private static List<String> listed() {
        JsonNode data = client.get("/api/v1/pricing/recommendations?limit=100", client.admin())
                .json()
                .path("data");
        return StreamSupport.stream(data.spliterator(), false)
                .map(event -> event.path("event_id").asText())
                .toList();
    }
}
