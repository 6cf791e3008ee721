package io.evently.schedule;

/** What a round found, and with that, when the next one begins. */
public enum Next {
    /** Much was done and more is waiting: the next round begins at once. */
    MORE,
    /** Something was done, and a little more is waiting or soon will be: the next round begins after the gathering pause. */
    SOON,
    /** Something was done and nothing is left: the next round begins at the next ring or poll. */
    DONE,
    /** There was nothing to do: the next round begins at the next ring or poll. */
    NOTHING,
    /** Somebody else is at this work just now: the next round begins soon, and each time this happens again a little later. */
    ELSEWHERE;

    /** Whether the round cost the database anything worth counting. */
    boolean worked() {
        return this == MORE || this == SOON || this == DONE;
    }
}
