package io.evently.account;

import org.jspecify.annotations.Nullable;

/**
 * An account and the token that speaks for it.
 *
 * @param token null when none was asked for
 */
public record Session(Account account, @Nullable String token) {
    @Override
    public String toString() {
        return "Session[" + account.id() + ']';
    }
}
