package io.evently.notification;

import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.channel.ChannelName.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A webhook")
class WebhookStateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("that answers 410 is called no more, and its owner is told once")
    void gone() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel hooks = new RecordingChannel(WEBHOOK).answering(new Receipt.Gone("status 410"));
            UUID owner = fixture.aUser("ann");
            UUID webhook = fixture.aWebhook(owner, "https://hooks.example.com/a", "booking.confirmed");
            fixture.start(0, channels(hooks));
            UUID event = fixture.bookings.anEvent(100);
            book(fixture, event);
            await().atMost(PATIENCE)
                    .until(() -> "gone".equals(state(fixture, webhook).getString("disabled_reason")));
            int calls = hooks.sent.size();
            for (int i = 0; i < 5; i++) {
                book(fixture, event);
            }
            await().atMost(PATIENCE).until(() -> told(fixture, owner).size() == 1);
            await().atMost(PATIENCE).until(() -> pending(fixture, event) == 0);
            assertThat(hooks.sent).hasSize(calls);
            assertThat(told(fixture, owner).get(0).getString("message")).contains("https://hooks.example.com/a");
        }
    }

    @Test
    @DisplayName(
            "that fails is called on; one that did nothing else for three days is switched off, and its owner told")
    void failing() {
        try (NotificationFixture fixture = new NotificationFixture(1, NotificationFixture.config(100))) {
            RecordingChannel hooks = new RecordingChannel(WEBHOOK).answering(new Receipt.Retry("status 500"));
            UUID owner = fixture.aUser("bob");
            UUID webhook = fixture.aWebhook(owner, "https://hooks.example.com/b", "booking.confirmed");
            fixture.start(0, channels(hooks));
            UUID event = fixture.bookings.anEvent(100);
            book(fixture, event);
            await().atMost(PATIENCE).until(() -> state(fixture, webhook).getOffsetDateTime("failing_since") != null);
            assertThat(state(fixture, webhook).getOffsetDateTime("disabled_at")).isNull();

            hooks.answering(new Receipt.Delivered("status 204"));
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(200));
                return state(fixture, webhook).getOffsetDateTime("failing_since") == null;
            });

            hooks.answering(new Receipt.Retry("status 500"));
            book(fixture, event);
            await().atMost(PATIENCE).until(() -> state(fixture, webhook).getOffsetDateTime("failing_since") != null);
            fixture.bookings.clock.advance(Duration.ofDays(3).plusMinutes(1));
            book(fixture, event);
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(200));
                return "failing".equals(state(fixture, webhook).getString("disabled_reason"));
            });
            await().atMost(PATIENCE).until(() -> told(fixture, owner).size() == 1);
        }
    }

    private static Map<ChannelName, Channel> channels(RecordingChannel hooks) {
        return Map.of(WEBHOOK, hooks);
    }

    private static void book(NotificationFixture fixture, UUID event) {
        assertThat(fixture.bookings.booked(fixture.bookings.wish(event, UUID.randomUUID(), 1, null)))
                .isNotNull();
    }

    private static Row state(NotificationFixture fixture, UUID webhook) {
        return fixture.accounts("SELECT * FROM webhook WHERE id = $1", Tuple.of(webhook))
                .get(0);
    }

    private static long pending(NotificationFixture fixture, UUID event) {
        return fixture.bookings
                .execute(
                        fixture.bookings.shardOf(event),
                        "SELECT count(*) AS n FROM delivery WHERE channel = 'webhook' AND state = 'due'",
                        Tuple.tuple())
                .get(0)
                .getLong("n");
    }

    private static List<Row> told(NotificationFixture fixture, UUID owner) {
        List<Row> all = new ArrayList<>();
        fixture.bookings
                .node(0)
                .databases()
                .shards()
                .all()
                .forEach(shard -> all.addAll(fixture.bookings.execute(
                        shard.number(),
                        "SELECT * FROM notification WHERE recipient = $1 AND type = 'webhook_disabled'",
                        Tuple.of(owner))));
        return all;
    }
}
