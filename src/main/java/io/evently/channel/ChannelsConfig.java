package io.evently.channel;

import static java.util.Objects.requireNonNull;

/** How each channel reaches the world. */
public record ChannelsConfig(EmailConfig email, SmsConfig sms, PushConfig push, WebhookConfig webhook) {

    public ChannelsConfig {
        requireNonNull(email, "notification.email");
        requireNonNull(sms, "notification.sms");
        requireNonNull(push, "notification.push");
        requireNonNull(webhook, "notification.webhook");
    }
}
