package io.evently.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.EventNews;
import io.evently.catalog.SeatCounts;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.live.bridge.BridgeError;
import io.evently.live.bridge.BridgeSocket;
import io.evently.live.socketio.SocketIoError;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.SystemAlert;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The AsyncAPI document")
class AsyncApiIT {
    private static final String IRI = "https://evently.example/asyncapi";
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final UUID EVENT = UUID.fromString("019c3a52-80f0-7a11-8b7e-51c0d2f7a602");
    private static final JsonNode DOCUMENT = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(), builder -> builder.schemas(Map.of(IRI, DOCUMENT.toString())));
    private static final String PAGE = "page";

    private LiveFixture fixture;
    private SocketIoScript script;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        fixture = LiveFixture.start(vertx);
        script = new SocketIoScript();
    }

    @AfterEach
    void stop() {
        script.close();
        fixture.close();
    }

    /** An example of a message. */
    record Example(String message, String event, JsonObject payload) {
        @Override
        public String toString() {
            return message + ' ' + payload.getString("type", "");
        }
    }

    @Test
    @DisplayName("has an example of every message, and each is as its schema says")
    void examples() {
        JsonNode messages = DOCUMENT.at("/components/messages");
        messages.properties().forEach(message -> {
            assertThat(message.getValue().path("examples")).as(message.getKey()).isNotEmpty();
            message.getValue()
                    .path("examples")
                    .forEach(example -> assertThat(schema(message.getKey()).validate(example.path("payload")))
                            .as(message.getKey() + ' ' + example.path("name").asText())
                            .isEmpty());
        });
    }

    @Test
    @DisplayName("refers to nothing that is not there, and uses every message")
    void references() {
        String text = DOCUMENT.toString();
        DOCUMENT.findValuesAsText("$ref")
                .forEach(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        DOCUMENT.at("/components/messages")
                .fieldNames()
                .forEachRemaining(name -> assertThat(text).contains("#/components/messages/" + name + '"'));
    }

    @Test
    @DisplayName("names every refusal that there is")
    void refusals() {
        assertThat(texts(DOCUMENT.at("/components/schemas/ErrorCode/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SocketIoError.values()).map(Enum::name).toList());
        assertThat(texts(DOCUMENT.at("/components/messages/BridgeError/payload/properties/body/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(BridgeError.values())
                        .map(BridgeError::code)
                        .toList());
        List<String> asked = texts(DOCUMENT.at("/components/messages/BridgeSend/payload/properties/address/enum"));
        assertThat(asked).contains(BridgeSocket.AUTH).containsAll(BridgeSocket.OPERATIONS.keySet());
        assertThat(asked).hasSize(1 + BridgeSocket.OPERATIONS.size());
    }

    static Stream<Example> told() {
        return Stream.of("BookingConfirmed", "WaitlistPromoted", "EventUpdate", "SystemAlert", "Notification")
                .flatMap(AsyncApiIT::examplesOf);
    }

    @ParameterizedTest
    @MethodSource("told")
    @DisplayName("shows what clients of Socket.IO hear")
    void heardOverSocketIo(Example example) throws Exception {
        script.connect(PAGE, fixture.edge().port(), SocketIoScript.over("websocket"), fixture.token(ALICE));
        assertThat(script.subscribe(PAGE, "event_id", EVENT).getBoolean("ok")).isTrue();

        happen(example.payload());

        JsonObject heard = script.awaitEvent(PAGE, example.event());
        assertThat(heard).isEqualTo(example.payload());
        assertThat(schema(example.message()).validate(tree(heard))).isEmpty();
    }

    static Stream<Example> bridged() {
        return Stream.of(
                        "BridgeSeats",
                        "BridgeEventUpdate",
                        "BridgeWaitlistPosition",
                        "BridgeNotification",
                        "BridgeSystemAlert")
                .flatMap(AsyncApiIT::examplesOf);
    }

    @ParameterizedTest
    @MethodSource("bridged")
    @DisplayName("shows what clients of the bridge hear")
    void heardOverBridge(Example example) throws Exception {
        String address = example.payload().getString("address");
        BridgeClient client = fixture.client();
        client.register(address, fixture.token(ALICE));

        happen(example.payload().getJsonObject("body"));

        JsonObject heard = client.awaitAt(address);
        assertThat(heard).isEqualTo(example.payload());
        assertThat(schema(example.message()).validate(tree(heard))).isEmpty();
    }

    static Stream<Example> framed() {
        return Stream.of("BridgeRegister", "BridgeUnregister", "BridgeSend", "BridgePing")
                .flatMap(AsyncApiIT::examplesOf);
    }

    @ParameterizedTest
    @MethodSource("framed")
    @DisplayName("shows what clients of the bridge may send")
    void understoodByBridge(Example example) throws Exception {
        BridgeClient client = fixture.client();
        client.send(example.payload());
        client.sync();
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.refused("malformed")).isZero();
        if (example.payload().containsKey("replyAddress")) {
            assertThat(client.awaitAt(example.payload().getString("replyAddress"))
                            .getJsonObject("body")
                            .getInteger("status"))
                    .isNotNull();
        }
    }

    static Stream<Example> emitted() {
        return Stream.of("Subscribe", "Unsubscribe", "Authenticate").flatMap(AsyncApiIT::examplesOf);
    }

    @ParameterizedTest
    @MethodSource("emitted")
    @DisplayName("shows what clients of Socket.IO may emit, and how it is acknowledged")
    void understoodBySocketIo(Example example) {
        script.connect(PAGE, fixture.edge().port(), SocketIoScript.over("websocket"), null);
        JsonObject payload = example.payload().copy();
        if (payload.containsKey("token")) {
            payload.put("token", fixture.token(ALICE));
        }
        JsonObject done = script.ask(PAGE, example.event(), payload);
        JsonObject refused =
                script.ask(PAGE, "authenticate", example.payload().copy().put("token", "forged"));

        assertThat(done).isEqualTo(new JsonObject().put("ok", true));
        assertThat(schema("Acknowledgement").validate(tree(done))).isEmpty();
        assertThat(schema("Acknowledgement").validate(tree(refused))).isEmpty();
        assertThat(schema("Refused").validate(tree(script.awaitEvent(PAGE, "error"))))
                .isEmpty();
    }

    /** Has the cluster announce what the sockets then say so. */
    private void happen(JsonObject body) throws Exception {
        switch (body.getString("type")) {
            case "seats" ->
                fixture.bus().announce(CatalogEndpoints.SEATS_CHANGED, new SeatCounts(List.of(seats(body))));
            case "waitlist_position" -> announce(body, EventNews.WAITLIST_POSITION, null, body.getInteger("waiting"));
            case "system_alert" ->
                fixture.bus()
                        .announce(
                                NotificationEndpoints.SYSTEM_ALERTS,
                                new SystemAlert(
                                        UUID.fromString(body.getString("id")),
                                        body.getString("title"),
                                        body.getString("message"),
                                        body.getInstant("created_at")));
            default -> {
                if (body.containsKey("change")) {
                    announce(body, body.getString("change"), card(body.getJsonObject("event")), null);
                } else {
                    assertThat(fixture.deliver(ALICE, body.getString("type"), body))
                            .isTrue();
                }
            }
        }
    }

    private static EventNews.Card card(JsonObject body) {
        return new EventNews.Card(
                body.getString("name"),
                body.getString("venue"),
                body.getInstant("event_date"),
                new BigDecimal(body.getValue("price").toString()),
                body.getString("currency"),
                body.getString("status"),
                body.getInteger("version"),
                body.getInteger("total_capacity"),
                null);
    }

    private void announce(JsonObject body, String change, EventNews.@Nullable Card card, @Nullable Integer waiting) {
        UUID event = UUID.fromString(body.getString("event_id"));
        Instant at = body.getInstant("at");
        fixture.bus().announce(CatalogEndpoints.EVENT_NEWS, new EventNews(event, change, card, waiting, at));
    }

    private static SeatCount seats(JsonObject body) {
        return new SeatCount(
                UUID.fromString(body.getString("event_id")),
                body.getLong("sequence"),
                body.getInteger("total_capacity"),
                body.getInteger("available_seats"),
                body.getInteger("seats_held"),
                body.getInteger("waitlist_count"),
                new BigDecimal(body.getValue("price").toString()),
                body.getString("currency"),
                body.getString("status"),
                body.getInteger("version"),
                body.getInstant("at"));
    }

    private static Stream<Example> examplesOf(String message) {
        JsonNode described = DOCUMENT.at("/components/messages/" + message);
        return StreamSupport.stream(described.path("examples").spliterator(), false)
                .map(example -> new Example(
                        message,
                        described.path("name").asText(),
                        new JsonObject(example.path("payload").toString())));
    }

    private static Schema schema(String message) {
        return SCHEMAS.getSchema(SchemaLocation.of(IRI + "#/components/messages/" + message + "/payload"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode tree(JsonObject json) {
        try {
            return new YAMLMapper().readTree(json.encode());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read() {
        try (InputStream in = AsyncApiIT.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
