package io.evently.notification;

import io.evently.booking.Booking;
import io.evently.booking.service.BookingFixture;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Channels;
import io.evently.channel.ChannelsConfig;
import io.evently.channel.EmailConfig;
import io.evently.channel.PushConfig;
import io.evently.channel.SmsConfig;
import io.evently.channel.WebhookConfig;
import io.evently.testing.Timestamps;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.channel.ChannelName.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Instants and amounts")
class OneFormIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("have one form on every way out: sockets, webhooks, mail and what is stored for the API")
    void everyWayOut() throws Exception {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            Vertx vertx = fixture.bookings.node(0).cluster().vertx();
            List<String> called = new CopyOnWriteArrayList<>();
            RecordingChannel mail = new RecordingChannel(EMAIL);
            assertThat(fixture.aWebhook(UUID.randomUUID(), "http://127.0.0.1:" + receiver(vertx, called) + "/"))
                    .isNotNull();
            Map<ChannelName, Channel> channels = new EnumMap<>(webhooks(vertx));
            channels.put(EMAIL, mail);
            fixture.start(0, channels);
            UUID user = fixture.aUser("ann");
            fixture.connected.add(user);
            UUID event = fixture.bookings.anEvent(100);
            priced(fixture, event, "10.00", "2027-06-12T19:00:00Z");
            Booking cheap = fixture.bookings.booked(fixture.bookings.wish(event, user, 1, null));
            priced(fixture, event, "0.10", "2027-06-12T19:00:00.1234Z");
            fixture.bookings.booked(fixture.bookings.wish(event, user, 1, null));
            priced(fixture, event, "1000000.00", "2027-06-12T19:00:00.123456Z");
            fixture.bookings.booked(fixture.bookings.wish(event, user, 10, null));
            fixture.bookings.booked(fixture.bookings.hold(event, user, 1));
            BookingFixture.await(fixture.bookings.node(0).desk().cancel(fixture.bookings.change(cheap)));
            for (String fact : List.of("event_created(e)", "event_updated(e, 100, '{name}')", "event_cancelled(e)")) {
                fixture.bookings.execute(
                        fixture.bookings.shardOf(event),
                        "SELECT announce(" + fact + ", $2) FROM event e WHERE id = $1",
                        Tuple.of(event, fixture.now().minusNanos(123_456)));
            }

            await().atMost(PATIENCE)
                    .until(() -> called.size() >= 8 && fixture.onSockets.size() >= 6 && mail.sent.size() >= 5);
            assertThat(called)
                    .allSatisfy(OneFormIT::oneForm)
                    .anySatisfy(body -> assertThat(body).contains("\"total\":10000000.00"));
            assertThat(fixture.onSockets).extracting(message -> message.body()).allSatisfy(OneFormIT::oneForm);
            assertThat(fixture.onSockets)
                    .extracting(message -> message.body())
                    .anySatisfy(body -> assertThat(body).contains("\"total_amount\":0.10"));
            assertThat(mail.sent)
                    .extracting(sent -> sent.message().data().encode())
                    .allSatisfy(OneFormIT::oneForm);
            assertThat(fixture.bookings.execute(
                            fixture.bookings.shardOf(event),
                            "SELECT data::text AS data FROM notification",
                            Tuple.tuple()))
                    .extracting(row -> row.getString("data"))
                    .allSatisfy(OneFormIT::oneForm)
                    .anySatisfy(data -> assertThat(data).contains("1000000.00"));
            assertThat(called)
                    .extracting(body -> new JsonObject(body).getString("type"))
                    .as("topics that nobody can choose are sent to nobody")
                    .allSatisfy(topic -> assertThat(WebhookBody.TOPICS).contains(topic));
        }
    }

    private static void oneForm(String text) {
        assertThat(Timestamps.strange(text)).as(text).isEmpty();
    }

    private static void priced(NotificationFixture fixture, UUID event, String price, String date) {
        List<Row> unused = fixture.bookings.execute(
                fixture.bookings.shardOf(event),
                "UPDATE event SET price = $2::text::numeric, event_date = $3 WHERE id = $1",
                Tuple.of(event, price, Instant.parse(date).atOffset(java.time.ZoneOffset.UTC)));
        assertThat(unused).isEmpty();
    }

    private static int receiver(Vertx vertx, List<String> called) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    called.add(body.toString());
                    request.response().setStatusCode(204).end().onFailure(closed -> {});
                }))
                .listen(0, "127.0.0.1")
                .await(1, TimeUnit.MINUTES)
                .actualPort();
    }

    private static Map<ChannelName, Channel> webhooks(Vertx vertx) {
        Duration patient = Duration.ofSeconds(10);
        return Channels.open(
                vertx,
                new ChannelsConfig(
                        new EmailConfig(
                                false, null, 25, EmailConfig.Security.NONE, null, null, null, null, null, 1, patient),
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
                                patient),
                        new PushConfig(
                                false, null, null, "https://evently.example", Duration.ofHours(1), false, 8, patient),
                        new WebhookConfig(true, true, 2, patient)),
                null,
                Clock.systemUTC());
    }
}
