package io.evently.account;

import java.time.Instant;
import java.util.UUID;

/** An account as others may see it. */
public record Account(
        UUID id, EmailAddress email, String name, Role role, Tier tier, boolean active, Instant createdAt) {}
