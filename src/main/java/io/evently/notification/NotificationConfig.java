package io.evently.notification;

import io.evently.channel.ChannelsConfig;
import io.evently.channel.EmailConfig;
import io.evently.channel.PushConfig;
import io.evently.channel.SmsConfig;
import io.evently.channel.VapidKeyPair;
import io.evently.channel.WebhookConfig;

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
