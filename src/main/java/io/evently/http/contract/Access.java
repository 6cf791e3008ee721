package io.evently.http.contract;

/** Who may call an operation, as the document says. */
public enum Access {
    /** Anyone; a token is not looked at. */
    PUBLIC,
    /** Anyone; but a token that is sent must be good. */
    OPTIONAL,
    /** Whoever has a good token. */
    USER,
    /** Whoever has a good token of an admin. */
    ADMIN
}
