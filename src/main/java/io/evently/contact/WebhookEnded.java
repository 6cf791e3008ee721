package io.evently.contact;

import java.util.UUID;

/**
 * An integrator's endpoint was switched off.
 *
 * @param owner who registered it
 * @param reason {@code gone} or {@code failing}
 */
public record WebhookEnded(UUID id, String url, UUID owner, String reason) {}
