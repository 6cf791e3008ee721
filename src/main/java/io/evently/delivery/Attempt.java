package io.evently.delivery;

/**
 * One line of the audit.
 *
 * @param address a digest
 * @param outcome delivered, retry, gone or unreachable
 */
record Attempt(String address, String outcome, String detail) {}
