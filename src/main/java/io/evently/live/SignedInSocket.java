package io.evently.live;

/** A socket that speaks for a user by a token. Any thread may call it. */
interface SignedInSocket {

    /** A token was revoked, perhaps this socket's. */
    void revoked(String tokenId);

    /** Verifies the token again, now and once more a little later. */
    void recheckSoon();
}
