package io.evently.http;

/**
 * Which part of a list was asked for.
 *
 * @param limit rows at most, 1-100
 * @param offset rows to skip, 0 or more
 */
public record Page(int limit, int offset) {}
