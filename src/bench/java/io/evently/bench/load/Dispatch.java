package io.evently.bench.load;

/** Decides when the next request goes out. On the event loop. */
interface Dispatch {
    /** The clock starts; every connection is free. */
    void begin(long now);

    /** A connection can take a request. */
    void free(Connection connection, long now);

    /** Called about every millisecond or more often. */
    void tick(long now);

    /** True when no further request will be sent. */
    boolean over(long now);
}
