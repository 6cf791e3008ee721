package io.evently.channel;

import java.time.Duration;

/**
 * How integrators' endpoints are called.
 *
 * @param allowPrivate also plain HTTP and addresses that are not public; for tests
 * @param poolSize connections to each endpoint
 * @param timeout of one request
 */
public record WebhookConfig(boolean enabled, boolean allowPrivate, int poolSize, Duration timeout) {

    public WebhookConfig {
        Setting.positive("notification.webhook.poolSize", poolSize);
        Setting.timeout("notification.webhook.timeout", timeout);
    }
}
