package io.evently.api;

import com.fasterxml.jackson.databind.util.RawValue;
import io.evently.channel.ChannelName;
import io.evently.delivery.DeadLetter;
import io.evently.delivery.DeliveryAttempt;
import io.evently.delivery.ReplayedDeadLetters;
import io.evently.http.Envelope;
import io.evently.notification.BroadcastView;
import io.evently.notification.NotificationStats;
import io.evently.notification.NotificationStats.ChannelCount;
import io.evently.notification.NotificationStatus;
import io.evently.notification.NotificationView;
import io.evently.notification.SentNotification;
import io.evently.notification.SystemAlert;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifications as the API shows them. What cannot be said is null, never left out. */
final class NotificationBody {
    private static final int SHARE_DIGITS = 4;

    private NotificationBody() {}

    /** A notification in a list of its recipient's. */
    static Map<String, @Nullable Object> listed(NotificationView notification) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", notification.id());
        body.put("type", notification.type());
        body.put("title", notification.title());
        body.put("message", notification.message());
        body.put("status", notification.status().code());
        body.put("created_at", notification.createdAt());
        body.put("read", notification.readAt() != null);
        body.put("read_at", notification.readAt());
        body.put("event_id", notification.eventId());
        // The database has made sure that it is JSON.
        body.put("data", new RawValue(notification.data()));
        return body;
    }

    /** A notification that an administrator just sent. */
    static Map<String, @Nullable Object> sent(SentNotification sent) {
        Map<String, @Nullable Object> body = listed(sent.notification());
        body.put("user_id", sent.notification().recipient());
        body.put("channels", sent.channels());
        return body;
    }

    /** The same shape for what goes to everybody who is connected. */
    static Map<String, @Nullable Object> alert(SystemAlert alert) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", alert.id());
        body.put("type", "system_alert");
        body.put("title", alert.title());
        body.put("message", alert.message());
        body.put("status", NotificationStatus.PENDING.code());
        body.put("created_at", alert.createdAt());
        body.put("read", false);
        body.put("read_at", null);
        body.put("event_id", null);
        body.put("data", Map.of());
        body.put("user_id", null);
        body.put("channels", List.of(ChannelName.WEBSOCKET));
        return body;
    }

    static Map<String, @Nullable Object> broadcast(BroadcastView broadcast) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("broadcast_id", broadcast.id());
        body.put("event_id", broadcast.eventId());
        body.put("type", broadcast.type());
        body.put("title", broadcast.title());
        body.put("message", broadcast.message());
        body.put("channels", broadcast.channels());
        body.put("state", broadcast.done() ? "done" : "running");
        body.put("recipients", broadcast.recipients());
        body.put("delivered", broadcast.delivered());
        body.put("failed", broadcast.failed());
        body.put("pending", broadcast.pending());
        body.put("created_at", broadcast.createdAt());
        body.put("finished_at", broadcast.finishedAt());
        return body;
    }

    /** @param now of which the age of the oldest row of the outbox is told */
    static Map<String, @Nullable Object> stats(NotificationStats stats, Instant now) {
        Map<String, Object> channels = new LinkedHashMap<>();
        for (ChannelName channel : ChannelName.values()) {
            channels.put(channel.code(), counts(new ChannelCount(channel, 0, 0, 0)));
        }
        stats.channels().forEach(count -> channels.put(count.channel().code(), counts(count)));
        long sent = stats.channels().stream().mapToLong(ChannelCount::sent).sum();
        long delivered =
                stats.channels().stream().mapToLong(ChannelCount::delivered).sum();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("total_sent", sent);
        body.put("delivery_rate", share(delivered, sent));
        body.put("channels", channels);
        body.put("pending", stats.pending());
        body.put("dead", stats.dead());
        body.put("outbox_lag_seconds", lag(stats.oldestOutboxRow(), now));
        return body;
    }

    /** @param address whether the digest of the address is shown */
    static Map<String, @Nullable Object> attempt(DeliveryAttempt attempt, boolean address) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("channel", attempt.channel());
        body.put("outcome", attempt.outcome());
        body.put("detail", attempt.detail());
        body.put("at", attempt.at());
        body.put("address", address ? attempt.address() : null);
        return body;
    }

    static Map<String, @Nullable Object> deadLetter(DeadLetter letter) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("notification_id", letter.notificationId());
        body.put("recipient", letter.recipient());
        body.put("type", letter.type());
        body.put("channel", letter.channel());
        body.put("attempts", letter.attempts());
        body.put("last_error", letter.lastError());
        body.put("updated_at", letter.diedAt());
        return body;
    }

    static Envelope replayed(ReplayedDeadLetters done) {
        return Envelope.success().and("replayed", done.replayed()).and("remaining", done.remaining());
    }

    private static Map<String, Object> counts(ChannelCount count) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sent", count.sent());
        body.put("delivered", count.delivered());
        body.put("failed", count.failed());
        return body;
    }

    private static @Nullable BigDecimal share(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SHARE_DIGITS, RoundingMode.HALF_UP);
    }

    // Clocks differ a little between nodes: nothing waits for less than no time.
    private static BigDecimal lag(@Nullable Instant oldest, Instant now) {
        long ms = oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis());
        return BigDecimal.valueOf(ms, 3);
    }
}
