package io.evently.live;

/** What came of a token that a client presented. */
public enum SignedIn {
    DONE,
    /** Malformed, forged, expired or revoked; the socket stays as it was. */
    BAD_TOKEN,
    /** The user has as many sockets on this node as one may have. */
    TOO_MANY_SOCKETS
}
