package io.evently.http;

/**
 * Which part of a list was asked for.
 *
 * @param limit rows at most, 1-100
 * @param offset rows to skip, 0 to {@link #LAST_OFFSET}
 */
public record Page(int limit, int offset) {
    /** No list goes further, as the document says of each. */
    public static final int LAST_OFFSET = 10_000;
}
