package io.evently;

import io.evently.booking.BookingConfig;
import io.evently.bus.TypedBus;
import io.evently.cluster.EventLocks;
import io.evently.schedule.Foreground;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes the verticle that answers the booking questions of one shard; the benchmark has a second kind to compare with. */
interface BookingVerticleFactory {
    VerticleBase of(
            BookingConfig config,
            TypedBus bus,
            Shard shard,
            EventLocks locks,
            Foreground foreground,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random);
}
