package io.evently.bench.load;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** How requests are spread in time when nobody waits for answers. */
public enum Arrivals {
    /** Independent of one another, as the clicks of many people are. */
    POISSON {
        @Override
        LongSupplier gaps(double perSecond, RandomGenerator random) {
            double mean = SECOND / perSecond;
            return () -> Math.round(random.nextExponential() * mean);
        }
    },
    /** At equal distances. */
    UNIFORM {
        @Override
        LongSupplier gaps(double perSecond, RandomGenerator random) {
            long gap = Math.round(SECOND / perSecond);
            return () -> gap;
        }
    };

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** Nanoseconds from one arrival to the next. */
    abstract LongSupplier gaps(double perSecond, RandomGenerator random);
}
