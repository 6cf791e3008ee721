package io.evently.channel;

import io.evently.channel.Address.Phone;
import io.evently.channel.HttpReceiver.Received;
import io.evently.channel.Receipt.Away;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.evently.channel.Receipt.Retry;
import io.evently.channel.SmsConfig.ContentType;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.evently.channel.Samples.await;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("Text messages")
class SmsChannelTest {
    private static final Phone PHONE = new Phone("+15550100");
    private static final String JSON = "{\"to\":\"{{to}}\",\"from\":\"{{from}}\",\"text\":\"{{text}}\"}";
    private static final String FORM = "to={{to}}&text={{text}}";
    private static final String NASTY = "He said \"yes\" & \\no,\nüß 🎭 a=b%";

    private HttpReceiver gateway;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        gateway = HttpReceiver.start(vertx);
    }

    @Test
    @DisplayName("keep quotes, line ends and letters of every kind in JSON")
    void json(Vertx vertx) throws Exception {
        Message message = Samples.note("T", NASTY);
        assertThat(await(json(vertx, gateway.url("/sms")).send(message, PHONE))).isInstanceOf(Delivered.class);
        Received request = gateway.only();
        assertThat(request.body().toJsonObject())
                .isEqualTo(new JsonObject()
                        .put("to", "+15550100")
                        .put("from", "Evently")
                        .put("text", "T: " + NASTY));
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(request.header("Idempotency-Key")).isEqualTo(message.id().toString());
    }

    @Test
    @DisplayName("keep them in a form, where they cannot add a field")
    void form(Vertx vertx) throws Exception {
        Channel sms =
                new SmsChannel(vertx, Samples.customSms(gateway.url("/sms"), ContentType.FORM, FORM, Samples.PATIENT));
        assertThat(await(sms.send(Samples.note("T", NASTY), PHONE))).isInstanceOf(Delivered.class);
        assertThat(form(gateway.only())).isEqualTo(Map.of("to", "+15550100", "text", "T: " + NASTY));
    }

    @Test
    @DisplayName("stand in the address of the gateway without breaking out of their place")
    void inPath(Vertx vertx) throws Exception {
        assertThat(await(json(vertx, gateway.url("/send/{{to}}?m={{text}}"))
                        .send(Samples.note("a/b", "c d&e=f"), PHONE)))
                .isInstanceOf(Delivered.class);
        assertThat(gateway.only().uri()).isEqualTo("/send/%2B15550100?m=a%2Fb%3A%20c%20d%26e%3Df");
    }

    @Test
    @DisplayName("are cut between letters, never through one")
    void cut(Vertx vertx) throws Exception {
        assertThat(await(json(vertx, gateway.url("/sms")).send(Samples.note("T", "🎭".repeat(100)), PHONE)))
                .isInstanceOf(Delivered.class);
        assertThat(gateway.only().body().toJsonObject().getString("text")).isEqualTo("T: " + "🎭".repeat(36) + "…");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {}                                  | Delivered",
                "202 | ok                                  | Delivered",
                "400 | {\"error\":\"Invalid phone number\"} | Gone",
                "404 | invalid number                      | Gone",
                "400 | {\"error\":\"quota\"}                | Refused",
                "401 | wrong token                         | Refused",
                "302 | moved                               | Retry",
                "408 | invalid number                      | Retry",
                "429 | invalid number                      | Retry",
                "500 | invalid number                      | Retry",
                "503 | later                               | Retry"
            })
    @DisplayName("are delivered, to be tried again or refused by what the gateway answers")
    void answers(int status, String body, String receipt, Vertx vertx) throws Exception {
        gateway.answers(HttpReceiver.answering(status, body));
        assertThat(await(json(vertx, gateway.url("/sms")).send(Samples.note("T", "x"), PHONE))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(receipt);
    }

    @Test
    @DisplayName("go to Twilio as its interface has it")
    void twilio(Vertx vertx) throws Exception {
        Channel sms = new SmsChannel(vertx, Samples.twilio(gateway.url("")));
        gateway.answers(HttpReceiver.answering(201, "{\"sid\":\"SM1\",\"status\":\"queued\"}"));
        assertThat(await(sms.send(Samples.note("T", "x & y"), PHONE))).isInstanceOf(Delivered.class);
        Received request = gateway.only();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/2010-04-01/Accounts/AC0123456789/Messages.json");
        assertThat(request.header("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("AC0123456789:s3cret".getBytes(StandardCharsets.UTF_8)));
        assertThat(form(request)).isEqualTo(Map.of("To", "+15550100", "From", "+15550199", "Body", "T: x & y"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"21211, Gone", "21610, Gone", "21614, Gone", "20003, Refused", "2121, Refused", "212110, Refused"})
    @DisplayName("are refused for good by Twilio's codes of bad numbers alone")
    void twilioCodes(int code, String receipt, Vertx vertx) throws Exception {
        gateway.answers(HttpReceiver.answering(400, "{\"code\": " + code + ", \"message\": \"no\", \"status\": 400}"));
        Channel sms = new SmsChannel(vertx, Samples.twilio(gateway.url("")));
        assertThat(await(sms.send(Samples.note("T", "x"), PHONE)).getClass().getSimpleName())
                .isEqualTo(receipt);
    }

    @Test
    @DisplayName("are given up when the gateway does not answer in time, and tried again when it is not there")
    void noAnswer(Vertx vertx) throws Exception {
        gateway.answers(response -> {});
        Channel hasty = new SmsChannel(
                vertx, Samples.customSms(gateway.url("/sms"), ContentType.JSON, JSON, Duration.ofMillis(300)));
        assertThat(await(hasty.send(Samples.note("T", "x"), PHONE))).isEqualTo(new Retry("no answer in time"));
        assertThat(await(json(vertx, "http://127.0.0.1:" + TestServices.freePort() + "/")
                        .send(Samples.note("T", "x"), PHONE)))
                .isEqualTo(new Away("no connection"));
    }

    @Test
    @DisplayName("go to telephone numbers only")
    void numbers(Vertx vertx) throws Exception {
        assertThat(await(json(vertx, gateway.url("/sms")).send(Samples.note("T", "x"), new Phone("0800 <b>"))))
                .isInstanceOf(Gone.class);
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    @DisplayName("need a body that is JSON where it says so, and a host that no message can choose")
    void nonsense() {
        assertThatThrownBy(() -> SmsRequest.of(
                        Samples.customSms("http://gateway.example/", ContentType.JSON, "to={{to}}", Samples.PATIENT)))
                .hasMessageContaining("notification.sms.body");
        assertThatThrownBy(() -> Samples.customSms("http://{{to}}.example/", ContentType.JSON, JSON, Samples.PATIENT))
                .hasMessageContaining("notification.sms.url");
        assertThatThrownBy(() -> Samples.customSms("ftp://gateway.example/", ContentType.JSON, JSON, Samples.PATIENT))
                .hasMessageContaining("notification.sms.url");
    }

    @Test
    @DisplayName("leave no secret in the words of their configuration")
    void secrets() {
        assertThat(Samples.twilio("https://api.twilio.com")).asString().doesNotContain("s3cret");
        assertThat(Samples.customSms("https://gateway.example/", ContentType.JSON, JSON, Samples.PATIENT))
                .asString()
                .doesNotContain("s3cret");
    }

    private static Channel json(Vertx vertx, String url) {
        return new SmsChannel(vertx, Samples.customSms(url, ContentType.JSON, JSON, Samples.PATIENT));
    }

    private static Map<String, String> form(Received request) {
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        return Arrays.stream(request.body().toString().split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(toMap(field -> decoded(field[0]), field -> decoded(field[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
