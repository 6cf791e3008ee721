package io.evently.waitlist;

import java.util.UUID;

/** What the database made of one wish to join. */
sealed interface JoinResult {
    /** The word for it in the meters. */
    String word();

    /**
     * There is an entry.
     *
     * @param repeated whether it was made by an earlier request with the same key
     * @param ahead entries served before it when it was made
     * @param seatsAhead that those want
     */
    record Entered(UUID entry, boolean repeated, int ahead, int seatsAhead) implements JoinResult {
        @Override
        public String word() {
            return repeated ? "replay" : "joined";
        }
    }

    /** There is none, for a reason that the outcome gives. */
    record Refused(String word, JoinOutcome outcome) implements JoinResult {}
}
