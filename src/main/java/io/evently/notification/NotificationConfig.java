package io.evently.notification;

import io.evently.notification.channel.ChannelsConfig;
import io.evently.notification.channel.EmailConfig;
import io.evently.notification.channel.PushConfig;
import io.evently.notification.channel.SmsConfig;
import io.evently.notification.channel.VapidKeyPair;
import io.evently.notification.channel.WebhookConfig;

/** How people are told. */
public record NotificationConfig(EmailConfig email, SmsConfig sms, PushConfig push, WebhookConfig webhook) {

    /** What the channels need of this. */
    public ChannelsConfig channels() {
        return new ChannelsConfig(email, sms, push, webhook);
    }

    /** The same with these keys for Web Push. */
    public NotificationConfig withKeys(VapidKeyPair keys) {
        return new NotificationConfig(email, sms, push.withKeys(keys), webhook);
    }
}
