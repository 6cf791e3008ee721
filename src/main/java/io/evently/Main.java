package io.evently;

/** Starts a node. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
