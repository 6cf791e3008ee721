package io.evently.bench;

/** The benchmark's command line. */
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] args) {
        System.out.println("bench " + args.length);
    }
}
