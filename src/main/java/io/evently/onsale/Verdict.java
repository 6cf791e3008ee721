package io.evently.onsale;

/** What the whole run comes to, with the exit code of the command. */
enum Verdict {
    FINE(0, "Fine: no seat was sold twice, no booking was lost."),
    BROKEN(1, "BROKEN: the service did not keep what it promised."),
    ERRORS(3, "No seat was sold twice and no booking was lost, but there were errors.");

    /** Nothing was played or nothing could be checked. */
    static final int COULD_NOT_RUN = 2;

    private final int exitCode;
    private final String sentence;

    Verdict(int exitCode, String sentence) {
        this.exitCode = exitCode;
        this.sentence = sentence;
    }

    static Verdict of(Tallied tallied, Reconciliation reconciliation, int violations) {
        if (!reconciliation.right() || violations > 0) {
            return BROKEN;
        }
        return tallied.failed() > 0 ? ERRORS : FINE;
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return sentence;
    }
}
