package io.evently.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An integrator's endpoint, without its secret.
 *
 * @param topics of the outbox; none: all
 */
public record WebhookView(UUID id, String url, List<String> topics, Instant createdAt) {

    public WebhookView {
        topics = List.copyOf(topics);
    }
}
