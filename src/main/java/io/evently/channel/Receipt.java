package io.evently.channel;

/** What came of one attempt. The texts hold no address and nothing private. */
public sealed interface Receipt {
    /** What the audit remembers. */
    String detail();

    /** The other side took it. */
    record Delivered(String detail) implements Receipt {}

    /** Not now, as far as this destination goes: worth trying again there. */
    record Retry(String detail) implements Receipt {}

    /** The channel's own server is not there, or lets nobody in: it says nothing of the destination. */
    record Away(String detail) implements Receipt {}

    /** An answer for good that concerns the message or us, not the address: the same attempt would be answered alike. */
    record Refused(String detail) implements Receipt {}

    /** Never at this address: it does not exist any more, or refuses for good. */
    record Gone(String detail) implements Receipt {}

    /** Nobody is there at the moment, and waiting is not worth it: the next channel. */
    record Unreachable(String detail) implements Receipt {}
}
