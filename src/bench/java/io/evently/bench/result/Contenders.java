package io.evently.bench.result;

/** Names of contenders. */
public final class Contenders {
    public static final String EVENTLY = "evently";
    public static final String BASELINE = "baseline";
    /** Another build of the service. */
    public static final String AGAINST = "against";

    public static final String TWO_NODES = "two nodes";

    private Contenders() {}
}
