package io.evently.channel;

import com.standardwebhooks.Webhook;
import io.evently.channel.HttpReceiver.Received;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Refused;
import io.evently.channel.Receipt.Retry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.channel.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("Webhooks")
class WebhookChannelTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final WebhookConfig ANYWHERE = new WebhookConfig(true, true, 2, Samples.PATIENT);

    private HttpReceiver receiver;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        receiver = HttpReceiver.start(vertx);
    }

    @Test
    @DisplayName("are signed as the standard's own example is")
    void example() {
        assertThat(WebhookChannel.signature(
                        SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .contains("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    @DisplayName("are believed by a receiver that checks them, and carry type, time and data")
    void verified(Vertx vertx) throws Exception {
        Message message = Samples.message(
                "booking.confirmed",
                "",
                "",
                new JsonObject().put("booking_id", "b1").put("name", "Çağ 🎭"));
        assertThat(await(anywhere(vertx).send(message, hook(receiver.url("/in?x=1")))))
                .isInstanceOf(Delivered.class);
        Received request = receiver.only();
        new Webhook(SECRET).verify(request.body().toString(), headers(request));
        assertThat(request.uri()).isEqualTo("/in?x=1");
        assertThat(request.header("webhook-id")).isEqualTo(message.id().toString());
        assertThat(request.body().toJsonObject())
                .isEqualTo(new JsonObject()
                        .put("type", "booking.confirmed")
                        .put("timestamp", "2026-11-20T10:15:30.000Z")
                        .put("data", message.data()));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "200, Delivered",
        "204, Delivered",
        "301, Retry",
        "400, Retry",
        "404, Retry",
        "410, Gone",
        "429, Retry",
        "500, Retry"
    })
    @DisplayName("end for good at 410 only")
    void answers(int status, String receipt, Vertx vertx) throws Exception {
        receiver.answers(response -> response.setStatusCode(status)
                .putHeader("Location", receiver.url("/elsewhere"))
                .end());
        assertThat(await(anywhere(vertx).send(Samples.note("", ""), hook(receiver.url("/"))))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(receipt);
        assertThat(receiver.received()).as("no redirect is followed").hasSize(1);
    }

    @Test
    @DisplayName("read no more of an endless answer than they need")
    void endless(Vertx vertx) throws Exception {
        receiver.answers(response -> {
            response.setChunked(true);
            Buffer chunk = Buffer.buffer(new byte[8192]);
            vertx.setPeriodic(1, timer -> {
                if (response.closed() || response.ended()) {
                    assertThat(vertx.cancelTimer(timer)).isTrue();
                } else {
                    response.write(chunk).onFailure(closed -> {});
                }
            });
        });
        assertThat(await(anywhere(vertx).send(Samples.note("", ""), hook(receiver.url("/")))))
                .isInstanceOf(Delivered.class);
    }

    @Test
    @DisplayName("give up a receiver that does not finish its answer in time")
    void slow(Vertx vertx) throws Exception {
        receiver.answers(response -> response.setChunked(true).write("a").onFailure(closed -> {}));
        WebhookConfig hasty = new WebhookConfig(true, true, 2, Duration.ofMillis(300));
        assertThat(await(channel(vertx, hasty, new HttpClientOptions(), InetAddress::getAllByName)
                        .send(Samples.note("", ""), hook(receiver.url("/")))))
                .isEqualTo(new Retry("no answer in time"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hook.example/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://localhost/",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433/",
                "https://[::ffff:10.0.0.1]/"
            })
    @DisplayName("never go to an address of our own network, however it is written")
    void privateAddress(String url, Vertx vertx) throws Exception {
        Channel open = channel(
                vertx,
                new WebhookConfig(true, false, 2, Samples.PATIENT),
                new HttpClientOptions(),
                InetAddress::getAllByName);
        assertThat(await(open.send(Samples.note("", ""), hook(url))))
                .isEqualTo(new Refused("no public https endpoint"));
    }

    @Test
    @DisplayName("are given up in time also when their name is not found in time")
    void slowName(Vertx vertx) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Channel open = channel(
                vertx, new WebhookConfig(true, true, 2, Duration.ofMillis(200)), new HttpClientOptions(), host -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                });
        assertThat(await(open.send(Samples.note("", ""), hook("https://hook.example/"))))
                .isEqualTo(new Retry("no answer in time"));
        over.countDown();
    }

    @Test
    @DisplayName("do not go to a name of which one address is public and another is not")
    void mixedName(Vertx vertx) throws Exception {
        Channel open = channel(
                vertx,
                new WebhookConfig(true, false, 2, Samples.PATIENT),
                new HttpClientOptions(),
                host -> addresses("1.1.1.1", "127.0.0.1"));
        assertThat(await(open.send(Samples.note("", ""), hook("https://hook.example:" + receiver.port() + "/"))))
                .isEqualTo(new Refused("no public https endpoint"));
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    @DisplayName("go to the address that was looked at, and expect there the certificate of the name")
    void pinned(Vertx vertx) throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("hook.example");
        HttpReceiver secure = HttpReceiver.start(
                vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()));
        Channel open = channel(
                vertx,
                ANYWHERE,
                new HttpClientOptions().setTrustOptions(certificate.trustOptions()),
                host -> addresses("127.0.0.1"));
        assertThat(await(open.send(Samples.note("", ""), hook("https://hook.example:" + secure.port() + "/"))))
                .isInstanceOf(Delivered.class);
        assertThat(secure.only().header("Host")).isEqualTo("hook.example:" + secure.port());
        assertThat(await(open.send(Samples.note("", ""), hook("https://other.example:" + secure.port() + "/"))))
                .isInstanceOf(Retry.class);
        assertThat(secure.received()).hasSize(1);
    }

    @Test
    @DisplayName("are not sent unsigned")
    void noSecret(Vertx vertx) throws Exception {
        for (String secret : List.of("", "whsec_", "whsec_???")) {
            assertThat(await(anywhere(vertx)
                            .send(
                                    Samples.note("", ""),
                                    new Address.Webhook(UUID.randomUUID(), receiver.url("/"), secret))))
                    .isInstanceOf(Refused.class);
        }
        assertThat(receiver.received()).isEmpty();
    }

    /** Names as a test wants them. */
    private interface Lookup {
        InetAddress[] lookup(String host) throws UnknownHostException;
    }

    private static Channel anywhere(Vertx vertx) {
        return channel(vertx, ANYWHERE, new HttpClientOptions(), InetAddress::getAllByName);
    }

    private static Channel channel(Vertx vertx, WebhookConfig config, HttpClientOptions options, Lookup names) {
        Endpoints endpoints = new Endpoints(vertx, "test", config.allowPrivate(), host -> List.of(names.lookup(host)));
        return new WebhookChannel(vertx, config, endpoints, options, Clock.systemUTC());
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] found = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            found[i] = InetAddress.getByName(literals[i]);
        }
        return found;
    }

    private static Address.Webhook hook(String url) {
        return new Address.Webhook(UUID.randomUUID(), url, SECRET);
    }

    private static Map<String, List<String>> headers(Received request) {
        return Map.of(
                "webhook-id", List.of(request.header("webhook-id")),
                "webhook-timestamp", List.of(request.header("webhook-timestamp")),
                "webhook-signature", List.of(request.header("webhook-signature")));
    }
}
