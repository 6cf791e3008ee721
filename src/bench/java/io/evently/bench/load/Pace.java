package io.evently.bench.load;

import java.time.Duration;

/** When requests are sent. */
public sealed interface Pace {
    /**
     * Each connection sends its next request when the last one was answered. Finds out what a service can take; its
     * latencies say little, since a service that stalls also stalls its clients.
     *
     * @param time how long requests are begun
     * @param requests no more than these are begun
     */
    record Closed(Duration time, long requests) implements Pace {
        public Closed {
            if (time.isNegative() || time.isZero() || requests < 1) {
                throw new IllegalArgumentException(
                        "a closed loop needs time and requests, had " + time + ", " + requests);
            }
        }

        /** As many as can be had in that time. */
        public static Closed lasting(Duration time) {
            return new Closed(time, Long.MAX_VALUE);
        }

        /** So many, however long it takes. */
        public static Closed of(long requests) {
            return new Closed(Duration.ofHours(1), requests);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.closed(this);
        }
    }

    /**
     * Requests are due at times that do not depend on answers; latency counts from the time at which a request was due,
     * waiting for a free connection included.
     *
     * @param perSecond mean rate
     * @param time how long requests become due
     * @param seed of the arrivals
     */
    record Open(double perSecond, Duration time, Arrivals arrivals, long seed) implements Pace {
        public Open {
            if (!(perSecond > 0) || time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException(
                        "an open loop needs a rate and time, had " + perSecond + ", " + time);
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.open(this);
        }
    }

    <T> T match(Cases<T> cases);

    /** One reading of every kind of pace. */
    interface Cases<T> {
        T closed(Closed it);

        T open(Open it);
    }
}
