package io.evently.channel;

/** What came of one attempt. The texts hold no address and nothing private. */
public sealed interface Receipt {
    /** What the audit remembers. */
    String detail();

    /** The other side took it. */
    record Delivered(String detail) implements Receipt {}

    /** Not now: worth trying again. */
    record Retry(String detail) implements Receipt {}

    /** Never at this address: it does not exist any more, or refuses for good. */
    record Gone(String detail) implements Receipt {}

    /** Nobody is there at the moment, and waiting is not worth it: the next channel. */
    record Unreachable(String detail) implements Receipt {}
}
