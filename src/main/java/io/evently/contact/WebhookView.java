package io.evently.contact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An integrator's endpoint, without its secret.
 *
 * @param topics of the outbox; none: all
 * @param failingSince when the first of a row of failures was; null while it does well
 * @param disabledAt when it was switched off; null while it is on
 * @param disabledReason {@code gone}: it answered 410; {@code failing}: it failed for too long
 */
public record WebhookView(
        UUID id,
        String url,
        List<String> topics,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason) {

    public WebhookView {
        topics = List.copyOf(topics);
    }

    public WebhookState state() {
        if (disabledAt != null) {
            return WebhookState.DISABLED;
        }
        return failingSince == null ? WebhookState.ACTIVE : WebhookState.FAILING;
    }
}
