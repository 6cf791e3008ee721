package io.evently.channel;

import io.evently.channel.Address.PushSubscription;
import io.evently.channel.HttpReceiver.Received;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.evently.channel.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(VertxExtension.class)
@DisplayName("Web Push")
class PushChannelTest {
    private static final VapidKeyPair KEYS = VapidKeyPair.generate();
    private static final Pattern VAPID = Pattern.compile("vapid t=([^.]+\\.[^.]+)\\.([^,]+), k=(.+)");

    private HttpReceiver service;
    private Browser browser;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        service = HttpReceiver.start(vertx).answers(HttpReceiver.answering(201, ""));
        browser = Browser.subscribing();
    }

    @Test
    @DisplayName("is read here as the example of RFC 8291 wants it")
    void example() throws Exception {
        Browser named = Browser.with(
                "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BTBZMqHH6r4Tts7J_aSIgg");
        Buffer message = Buffer.buffer(Browser.base64("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyou"
                + "BWLVWGNWQexSgSxsj_Qulcy4a-fN"));
        assertThat(named.read(message)).isEqualTo("When I grow up, I want to be a watermelon");
    }

    @Test
    @DisplayName("reaches the browser in words that only it can read")
    void decrypted(Vertx vertx) throws Exception {
        Message message = Samples.booking();
        assertThat(await(push(vertx).send(message, subscription()))).isInstanceOf(Delivered.class);
        Received request = service.only();
        assertThat(new JsonObject(browser.read(request.body())))
                .isEqualTo(new JsonObject(new JsonObject()
                        .put("notification_id", message.id().toString())
                        .put("type", "booking_confirmation")
                        .put("title", message.title())
                        .put("message", message.text())
                        .put("created_at", "2026-11-20T10:15:30.000Z")
                        .put("data", message.data())
                        .encode()));
        assertThat(request.header("Content-Encoding")).isEqualTo("aes128gcm");
        assertThat(request.header("TTL")).isEqualTo("86400");
        assertThat(request.header("Topic")).matches("[A-Za-z0-9_-]{1,32}");
        Browser other = Browser.subscribing();
        assertThatThrownBy(() -> other.read(request.body())).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    @DisplayName("shows each push service a token of ours, for it alone and for less than a day")
    void vapid(Vertx vertx) throws Exception {
        assertThat(await(push(vertx).send(Samples.booking(), subscription()))).isInstanceOf(Delivered.class);
        Matcher vapid = VAPID.matcher(service.only().header("Authorization"));
        assertThat(vapid.matches()).isTrue();
        assertThat(vapid.group(3)).isEqualTo(KEYS.publicKey());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(Browser.publicKey(Browser.base64(KEYS.publicKey())));
        signature.update(vapid.group(1).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Browser.base64(vapid.group(2)))).isTrue();
        JsonObject claims = new JsonObject(Buffer.buffer(
                Browser.base64(vapid.group(1).substring(vapid.group(1).indexOf('.') + 1))));
        assertThat(claims.getString("aud")).isEqualTo(service.url(""));
        assertThat(claims.getString("sub")).isEqualTo("mailto:ops@evently.example");
        assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
    }

    @Test
    @DisplayName("has the same topic at each attempt, and another for another message")
    void topic(Vertx vertx) throws Exception {
        Message message = Samples.booking();
        Channel push = push(vertx);
        for (Message sent : List.of(message, message, Samples.booking())) {
            assertThat(await(push.send(sent, subscription()))).isInstanceOf(Delivered.class);
        }
        List<String> topics = service.received().stream()
                .map(request -> request.header("Topic"))
                .toList();
        assertThat(topics.get(0)).isEqualTo(topics.get(1)).isNotEqualTo(topics.get(2));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "200, Delivered",
        "201, Delivered",
        "202, Delivered",
        "400, Refused",
        "403, Refused",
        "404, Gone",
        "410, Gone",
        "413, Refused",
        "429, Retry",
        "500, Retry",
        "503, Retry"
    })
    @DisplayName("is over for a subscription that the service does not know")
    void answers(int status, String receipt, Vertx vertx) throws Exception {
        service.answers(HttpReceiver.answering(status, "no"));
        assertThat(await(push(vertx).send(Samples.booking(), subscription()))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(receipt);
    }

    @Test
    @DisplayName("is over for a subscription whose keys are none")
    void badKeys(Vertx vertx) throws Exception {
        PushSubscription good = subscription();
        String offCurve = "B" + "A".repeat(86);
        for (PushSubscription bad : List.of(
                new PushSubscription(UUID.randomUUID(), good.endpoint(), "short", good.auth(), false),
                new PushSubscription(UUID.randomUUID(), good.endpoint(), "not base64!", good.auth(), false),
                new PushSubscription(UUID.randomUUID(), good.endpoint(), offCurve, good.auth(), false),
                new PushSubscription(UUID.randomUUID(), good.endpoint(), good.p256dh(), "AA", false))) {
            assertThat(await(push(vertx).send(Samples.booking(), bad))).isEqualTo(new Gone("keys of no use"));
        }
        assertThat(service.received()).isEmpty();
    }

    @Test
    @DisplayName("fits into what every push service takes, however long the message is")
    void longest(Vertx vertx) throws Exception {
        Message message = Samples.message(
                "note", "🎭\"".repeat(500), "🎭\\".repeat(5000), new JsonObject().put("more", "x".repeat(10_000)));
        assertThat(await(push(vertx).send(message, subscription()))).isInstanceOf(Delivered.class);
        Buffer body = service.only().body();
        assertThat(body.length()).isLessThanOrEqualTo(4096);
        assertThat(new JsonObject(browser.read(body)).getString("message")).endsWith("…");
    }

    @Test
    @DisplayName("goes to public endpoints with https only, where it is not told otherwise")
    void publicOnly(Vertx vertx) throws Exception {
        PushConfig strict = config(false);
        Channel push = Channels.open(
                        vertx,
                        new ChannelsConfig(
                                ChannelsTest.email(false), ChannelsTest.sms(), strict, ChannelsTest.webhook()),
                        null,
                        Clock.systemUTC())
                .get(ChannelName.PUSH);
        assertThat(await(push.send(Samples.booking(), subscription()))).isInstanceOf(Gone.class);
        assertThat(await(push.send(
                        Samples.booking(), browser.subscription("https://127.0.0.1:" + service.port() + "/"))))
                .isInstanceOf(Gone.class);
        assertThat(service.received()).isEmpty();
    }

    @Test
    @DisplayName("makes keys that fit each other and are never the same, and refuses two that do not fit")
    void keys() {
        Set<VapidKeyPair> made = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            VapidKeyPair pair = VapidKeyPair.generate();
            assertThat(pair.fits()).isTrue();
            assertThat(Browser.base64(pair.privateKey())).hasSize(32);
            assertThat(Browser.base64(pair.publicKey())).hasSize(65);
            assertThat(pair.toString()).doesNotContain(pair.privateKey());
            assertThat(made.add(pair)).isTrue();
        }
        VapidKeyPair other = VapidKeyPair.generate();
        assertThatThrownBy(() -> config(true).withKeys(new VapidKeyPair(KEYS.publicKey(), other.privateKey())))
                .hasMessageContaining("notification.push.privateKey")
                .hasMessageNotContaining(other.privateKey());
        assertThat(config(true).toString()).doesNotContain(KEYS.privateKey());
    }

    private PushSubscription subscription() {
        return browser.subscription(service.url("/push/1"));
    }

    private static Channel push(Vertx vertx) {
        return new PushChannel(vertx, config(true), KEYS, Endpoints.of(vertx, "test", true), new HttpClientOptions());
    }

    static PushConfig config(boolean allowPrivate) {
        return new PushConfig(
                true,
                KEYS.publicKey(),
                KEYS.privateKey(),
                "mailto:ops@evently.example",
                Duration.ofHours(24),
                allowPrivate,
                4,
                Samples.PATIENT);
    }
}
