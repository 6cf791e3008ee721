package io.evently.account;

import java.util.Optional;

/** Says whom a bearer token speaks for. Called on event loops, so it must not block. */
public interface TokenVerifier {

    /** The caller; empty when the token is malformed, forged, expired or revoked. */
    Optional<Caller> verify(String token);

    /**
     * As {@link #verify(String)}, for a token that a client presents: a refusal is logged.
     *
     * @param address where the client comes from
     */
    default Optional<Caller> verify(String token, String address) {
        return verify(token);
    }
}
