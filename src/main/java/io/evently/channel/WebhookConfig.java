package io.evently.channel;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How integrators' endpoints are called.
 *
 * @param allowPrivate also plain HTTP and addresses that are not public; for tests
 * @param poolSize connections to each host, which several webhooks may share
 * @param timeout of one request
 */
public record WebhookConfig(boolean enabled, boolean allowPrivate, int poolSize, Duration timeout) {

    public WebhookConfig {
        Range.positive("notification.webhook.poolSize", poolSize);
        Range.between("notification.webhook.timeout", Channel.SHORTEST_ATTEMPT, Channel.LONGEST_ATTEMPT, timeout);
    }
}
