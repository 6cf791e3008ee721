package io.evently.channel;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the channels that lead out of the service. */
public final class Channels {

    private Channels() {}

    /**
     * Opens those that are switched on. Connects to nothing before the first message.
     *
     * @param localOutbox the accounts database where mail, text messages and push that are not switched on are kept for a
     *     page instead; null: they are not there at all
     * @return by name, to be closed by the caller
     * @throws IllegalArgumentException when Web Push is on and has no keys
     */
    public static Map<ChannelName, Channel> open(
            Vertx vertx, ChannelsConfig config, @Nullable SqlClient localOutbox, Clock clock) {
        Map<ChannelName, Channel> open = new EnumMap<>(ChannelName.class);
        if (config.email().enabled()) {
            open.put(ChannelName.EMAIL, new EmailChannel(vertx, config.email()));
        } else if (localOutbox != null) {
            open.put(
                    ChannelName.EMAIL,
                    local(ChannelName.EMAIL, localOutbox, config.email().timeout(), clock));
        }
        if (config.sms().enabled()) {
            open.put(ChannelName.SMS, new SmsChannel(vertx, config.sms()));
        } else if (localOutbox != null) {
            open.put(
                    ChannelName.SMS,
                    local(ChannelName.SMS, localOutbox, config.sms().timeout(), clock));
        }
        if (config.push().enabled()) {
            open.put(ChannelName.PUSH, push(vertx, config.push()));
        } else if (localOutbox != null) {
            open.put(
                    ChannelName.PUSH,
                    local(ChannelName.PUSH, localOutbox, config.push().timeout(), clock));
        }
        if (config.webhook().enabled()) {
            open.put(ChannelName.WEBHOOK, webhook(vertx, config.webhook(), clock));
        }
        return Map.copyOf(open);
    }

    private static Channel push(Vertx vertx, PushConfig config) {
        VapidKeyPair keys = config.keys()
                .orElseThrow(() -> new IllegalArgumentException(
                        "notification.push.publicKey and notification.push.privateKey are missing."));
        Endpoints endpoints = Endpoints.of(vertx, "push", config.allowPrivate());
        return new PushChannel(vertx, config, keys, endpoints, new HttpClientOptions());
    }

    private static Channel webhook(Vertx vertx, WebhookConfig config, Clock clock) {
        Endpoints endpoints = Endpoints.of(vertx, "webhook", config.allowPrivate());
        return new WebhookChannel(vertx, config, endpoints, new HttpClientOptions(), clock);
    }

    private static Channel local(ChannelName name, SqlClient accounts, Duration timeout, Clock clock) {
        return new LocalOutboxChannel(name, accounts, timeout, clock);
    }
}
