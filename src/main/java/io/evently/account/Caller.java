package io.evently.account;

import java.time.Instant;
import java.util.UUID;

/**
 * Whoever a verified token speaks for.
 *
 * @param tier the rank when the token was made
 * @param tokenId the token's own id, by which it can be revoked
 * @param expiresAt when the token ends by itself
 */
public record Caller(UUID userId, String email, Role role, Tier tier, String tokenId, Instant expiresAt) {

    /** A caller of the basic tier. */
    public Caller(UUID userId, String email, Role role, String tokenId, Instant expiresAt) {
        this(userId, email, role, Tier.BASIC, tokenId, expiresAt);
    }

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** Whether this caller may act for a user: the user, or an admin. */
    public boolean mayActFor(UUID user) {
        return isAdmin() || userId.equals(user);
    }
}
