package io.evently.booking;

/**
 * A client's promise that two requests are one.
 *
 * @param key at most 255 characters, scoped to the user and the event
 * @param fingerprint of the whole request: the same key with another fingerprint is refused
 */
public record IdempotencyKey(String key, String fingerprint) {}
