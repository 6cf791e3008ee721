package io.evently.booking.service;

/**
 * A statement of a flush in two forms. Of many events at once it passes over those whose row somebody else has locked: what
 * holds one up must not hold up the others. Of one event alone it waits.
 */
record FlushText(String waiting, String passing) {
    private static final String LOCK = "FOR UPDATE OF e)";

    /** From the text that waits, which begins with {@link FlushRepository#LOCKED}. */
    static FlushText of(String waiting) {
        return new FlushText(waiting, waiting.replace(LOCK, "FOR UPDATE OF e SKIP LOCKED)"));
    }

    String sql(EventFences turns) {
        return turns.patient() ? waiting : passing;
    }
}
