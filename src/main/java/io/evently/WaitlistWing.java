package io.evently;

import io.evently.api.WaitlistRoutes;
import io.evently.booking.BookingClient;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.storage.Shard;
import io.evently.waitlist.WaitlistClient;
import io.evently.waitlist.WaitlistEndpoints;
import io.evently.waitlist.WaitlistVerticle;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Who is next when seats come back. */
final class WaitlistWing implements Wing {
    private final Foundation foundation;

    WaitlistWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return WaitlistEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        List<VerticleBase> verticles = new ArrayList<>();
        for (Shard shard : foundation.shards()) {
            verticles.add(new WaitlistVerticle(
                    foundation.config().waitlist(),
                    foundation.bus(),
                    shard,
                    foundation.config().booking().maxQuantity(),
                    foundation.registry(),
                    foundation.clocks().of(shard),
                    foundation.random()));
        }
        return verticles;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        WaitlistClient waitlist = new WaitlistClient(foundation.shardedBus());
        BookingClient bookings = BookingWing.client(foundation);
        Duration deadline = foundation.config().booking().deadline();
        return List.of(vertx -> new WaitlistRoutes(foundation.bus(), waitlist, bookings, foundation.clock(), deadline));
    }
}
