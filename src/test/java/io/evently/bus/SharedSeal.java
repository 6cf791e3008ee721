package io.evently.bus;

import java.util.List;

/** The seal of all nodes of a test. */
public final class SharedSeal {
    public static final Seal OPEN = open();

    private SharedSeal() {}

    private static Seal open() {
        Seal seal = new Seal();
        seal.open(List.of("a secret that all nodes of a test have in common"));
        return seal;
    }
}
