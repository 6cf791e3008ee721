package io.evently.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param address the IP address, or the /64 of one of IPv6
 * @param account the id of the account; null for whoever is not signed in
 */
public record Requester(String address, @Nullable String account, ServiceTier tier) {

    /** Whose requests count as those of this caller. */
    String caller() {
        return account == null ? address : account;
    }
}
