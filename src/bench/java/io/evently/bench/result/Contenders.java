package io.evently.bench.result;

/** Names of contenders. */
public final class Contenders {
    public static final String EVENTLY = "evently";
    public static final String BASELINE = "baseline";
    public static final String TWO_NODES = "two nodes";

    private Contenders() {}
}
