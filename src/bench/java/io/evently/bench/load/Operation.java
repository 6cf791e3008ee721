package io.evently.bench.load;

/** What a request asks for; each kind has latencies of its own. */
public enum Operation {
    BOOK,
    CANCEL,
    EVENT,
    LIST,
    BOOKINGS,
    LOGIN
}
