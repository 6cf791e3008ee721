package io.evently.notification;

import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Channels;
import io.evently.channel.ChannelsConfig;
import io.evently.channel.EmailConfig;
import io.evently.channel.PushConfig;
import io.evently.channel.SmsConfig;
import io.evently.channel.WebhookConfig;
import io.evently.delivery.DeliveryConfig;
import io.evently.notification.MailByDomain.Manner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A webhook and a mail domain that work, beside others that do not")
class NeighboursIT {
    private static final Logger log = LoggerFactory.getLogger(NeighboursIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** System property: how many messages each destination gets. */
    private static final int MESSAGES = Integer.getInteger("evently.neighbours", 200);

    private static final int A_ROUND = 5;
    private static final Duration ROUND = Duration.ofMillis(100);
    /** What a slow machine may add to the slowest deliveries, whoever stands beside them. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** What it may add to half of them. */
    private static final Duration GRACE_OF_HALF = Duration.ofSeconds(1);

    private static final List<String> SICK_HOOKS = List.of("/500", "/hang", "/trickle", "/400", "tls");

    @Test
    @DisplayName("get all their messages, and no later than alone")
    void neighbours() throws Exception {
        Times alone = deliver(List.of(), Map.of());
        Times beside = deliver(
                SICK_HOOKS,
                Map.of(
                        "greylists.example", Manner.GREYLISTS,
                        "hangs.example", Manner.HANGS,
                        "trickles.example", Manner.TRICKLES,
                        "hangs-up.example", Manner.HANGS_UP,
                        "refuses.example", Manner.REFUSES));
        log.info(
                "{} messages each; webhook alone {}, beside {}; mail alone {}, beside {}",
                MESSAGES,
                alone.hooks(),
                beside.hooks(),
                alone.mails(),
                beside.mails());
        assertNoLater(alone.hooks(), beside.hooks());
        assertNoLater(alone.mails(), beside.mails());
    }

    // The median as well: a pause of the machine moves the slowest, but not half of them.
    private static void assertNoLater(Spread alone, Spread beside) {
        assertThat(beside.count()).isEqualTo(MESSAGES);
        assertThat(beside.p50()).isLessThan(alone.p50().multipliedBy(2).plus(GRACE_OF_HALF));
        assertThat(beside.p99()).isLessThan(alone.p99().multipliedBy(2).plus(GRACE));
    }

    private static Times deliver(List<String> sickHooks, Map<String, Manner> sickDomains) throws Exception {
        Map<String, Instant> hooks = new ConcurrentHashMap<>();
        Map<String, Instant> mails = new ConcurrentHashMap<>();
        try (NotificationFixture fixture = new NotificationFixture(1, config())) {
            Vertx vertx = fixture.bookings.node(0).cluster().vertx();
            Vertx outside = Vertx.vertx();
            long ticking = vertx.setPeriodic(5, tick -> fixture.bookings.clock.set(Instant.now()));
            MailByDomain mail = MailByDomain.start(outside, sickDomains, id -> mails.putIfAbsent(id, Instant.now()));
            int port = receiver(outside, hooks);
            UUID well = fixture.aWebhook(UUID.randomUUID(), "http://127.0.0.1:" + port + "/well", "booking.confirmed");
            for (String sick : sickHooks) {
                String url = sick.equals("tls") ? "https://127.0.0.1:" + port : "http://127.0.0.1:" + port + sick;
                assertThat(fixture.aWebhook(UUID.randomUUID(), url, "booking.confirmed"))
                        .isNotNull();
            }
            fixture.start(0, channels(vertx, mail.port()));
            UUID event = fixture.bookings.anEvent(100_000);
            List<UUID> users = new ArrayList<>(List.of(fixture.aUserAt("ada", "well.example")));
            for (String domain : sickDomains.keySet()) {
                users.add(fixture.aUserAt("ada", domain));
            }
            ScheduledExecutorService bookings = Executors.newSingleThreadScheduledExecutor();
            AtomicInteger told = new AtomicInteger();
            ScheduledFuture<?> telling = bookings.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < A_ROUND && told.getAndIncrement() < MESSAGES; i++) {
                            for (UUID user : users) {
                                tell(
                                        fixture,
                                        event,
                                        user,
                                        user.equals(users.get(0)) ? "booking.confirmed" : "booking.refunded");
                            }
                        }
                    },
                    0,
                    ROUND.toMillis(),
                    TimeUnit.MILLISECONDS);
            await().atMost(PATIENCE).until(() -> hooks.size() >= MESSAGES && mails.size() >= MESSAGES);
            if (!sickDomains.isEmpty()) {
                log.info(
                        "Attempts at sick domains: {}",
                        Arrays.stream(Manner.values())
                                .map(manner -> manner + " " + mail.attempts(manner))
                                .toList());
                assertThat(mail.attempts(Manner.REFUSES))
                        .as("an answer for good is not asked for again")
                        .isLessThanOrEqualTo(MESSAGES);
            }
            Times times = new Times(spread(fixture, event, hooks, well), spread(fixture, event, mails, users.get(0)));
            telling.cancel(false);
            bookings.shutdown();
            vertx.cancelTimer(ticking);
            outside.close().await(1, TimeUnit.MINUTES);
            return times;
        }
    }

    private static DeliveryConfig config() {
        return new DeliveryConfig(
                200,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                12,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                20,
                Duration.ofSeconds(5),
                3,
                Duration.ofDays(3),
                1_000,
                8,
                8,
                32,
                16,
                100_000,
                100_000,
                List.of(ChannelName.WEBSOCKET, ChannelName.EMAIL),
                1_000,
                List.of(),
                Duration.ofDays(90));
    }

    private static Map<ChannelName, Channel> channels(Vertx vertx, int smtp) {
        return Channels.open(
                vertx,
                new ChannelsConfig(
                        new EmailConfig(
                                true,
                                "127.0.0.1",
                                smtp,
                                EmailConfig.Security.NONE,
                                null,
                                null,
                                null,
                                "tickets@evently.example",
                                null,
                                16,
                                Duration.ofSeconds(20)),
                        new SmsConfig(
                                false,
                                SmsConfig.Preset.CUSTOM,
                                "https://api.twilio.com",
                                null,
                                null,
                                null,
                                "POST",
                                null,
                                List.of(),
                                SmsConfig.ContentType.JSON,
                                null,
                                List.of(),
                                320,
                                8,
                                Duration.ofSeconds(10)),
                        new PushConfig(
                                false,
                                null,
                                null,
                                "https://evently.example",
                                Duration.ofHours(1),
                                false,
                                8,
                                Duration.ofSeconds(10)),
                        new WebhookConfig(true, true, 32, Duration.ofSeconds(10))),
                null,
                Clock.systemUTC());
    }

    private static int receiver(Vertx vertx, Map<String, Instant> arrived) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> answer(vertx, request, arrived))
                .listen(0, "127.0.0.1")
                .await(1, TimeUnit.MINUTES)
                .actualPort();
    }

    private static void answer(Vertx vertx, HttpServerRequest request, Map<String, Instant> arrived) {
        switch (request.path()) {
            case "/well" -> {
                arrived.putIfAbsent(request.getHeader("webhook-id"), Instant.now());
                request.response().setStatusCode(204).end().onFailure(closed -> {});
            }
            case "/500" -> request.response().setStatusCode(500).end().onFailure(closed -> {});
            case "/400" -> request.response().setStatusCode(400).end().onFailure(closed -> {});
            case "/trickle" -> {
                request.response().setChunked(true);
                vertx.setPeriodic(
                        100, timer -> request.response().write("x").onFailure(closed -> vertx.cancelTimer(timer)));
            }
            default -> {}
        }
    }

    private static void tell(NotificationFixture fixture, UUID event, UUID user, String topic) {
        fixture.bookings.execute(
                fixture.bookings.shardOf(event),
                "SELECT announce($1::text::json, now())",
                Tuple.of(new JsonObject()
                        .put("topic", topic)
                        .put("booking_id", UUID.randomUUID().toString())
                        .put("event_id", event.toString())
                        .put("user_id", user.toString())
                        .put("quantity", 1)
                        .put("reference", "EVTTEST")
                        .put("unit_price", 19.99)
                        .put("total", 19.99)
                        .put("currency", "USD")
                        .put("booked_at", Instant.now().toString())
                        .encode()));
    }

    private static Spread spread(
            NotificationFixture fixture, UUID event, Map<String, Instant> arrived, UUID recipient) {
        List<Duration> delays = fixture.notifications(event, recipient).stream()
                .filter(row -> arrived.containsKey(row.getUUID("id").toString()))
                .map(row -> Duration.between(
                        row.getOffsetDateTime("created_at").toInstant(),
                        arrived.get(row.getUUID("id").toString())))
                .sorted()
                .toList();
        return new Spread(
                delays.size(),
                delays.get(delays.size() / 2),
                delays.get(delays.size() * 99 / 100),
                delays.get(delays.size() - 1));
    }

    private record Spread(int count, Duration p50, Duration p99, Duration longest) {}

    private record Times(Spread hooks, Spread mails) {}
}
