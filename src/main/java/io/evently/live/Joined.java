package io.evently.live;

/** The outcome of a request to listen to an address. */
public enum Joined {
    JOINED,
    /** No such address, or one that is not for sockets. */
    UNKNOWN,
    /** A user's address, and the socket has no good token. */
    NOT_SIGNED_IN,
    /** Another user's address. */
    FORBIDDEN,
    /** The socket listens to as many addresses as it may. */
    TOO_MANY
}
