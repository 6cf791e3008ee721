package io.evently.contact;

import java.time.Instant;
import java.util.UUID;

/** A browser that was registered for Web Push, without its keys. */
public record PushSubscriptionView(UUID id, String endpoint, Instant createdAt) {}
