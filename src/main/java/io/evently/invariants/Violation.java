package io.evently.invariants;

import java.util.UUID;

/**
 * Something that must not be.
 *
 * @param invariant its name
 * @param shard where it was found
 * @param subject the event or booking
 * @param finding the numbers
 */
public record Violation(String invariant, int shard, UUID subject, String finding) {
    @Override
    public String toString() {
        return invariant + " on shard " + shard + ", " + subject + ": " + finding;
    }
}
