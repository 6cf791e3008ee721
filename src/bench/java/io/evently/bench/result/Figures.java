package io.evently.bench.result;

/** Names of figures that are measured beside rates and latencies, and have targets. */
public final class Figures {
    public static final String PER_SECOND = "a second";
    public static final String P99_MILLIS = "ms p99";
    public static final String LAST_OUT = "s until the last confirmation is out";
    public static final String COST = "µs of node and PostgreSQL a confirmation";
    public static final String SOCKET = "socket";
    public static final String MAIL = "mail";

    private Figures() {}

    /** The name of a figure of one operation or way. */
    public static String of(String what, String figure) {
        return what + ": " + figure;
    }
}
