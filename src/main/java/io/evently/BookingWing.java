package io.evently;

import io.evently.analytics.Visitors;
import io.evently.api.BookingRoutes;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingEndpoints;
import io.evently.booking.service.BookingQueryVerticle;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.storage.Shard;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Seats sold, held and given back. */
final class BookingWing implements Wing {
    private final Foundation foundation;
    private final BookingVerticleFactory booking;
    private final Visitors visitors;

    /** @param visitors counts who asks for seats */
    BookingWing(Foundation foundation, BookingVerticleFactory booking, Visitors visitors) {
        this.foundation = foundation;
        this.visitors = visitors;
        this.booking = booking;
    }

    /** How other wings ask about bookings. */
    static BookingClient client(Foundation foundation) {
        return new BookingClient(foundation.shardedBus());
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return BookingEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        List<VerticleBase> verticles = new ArrayList<>();
        for (Shard shard : foundation.shards()) {
            verticles.add(booking.of(
                    foundation.config().booking(),
                    foundation.bus(),
                    shard,
                    foundation.cluster().locks(),
                    foundation.foreground(),
                    foundation.registry(),
                    foundation.clock(),
                    foundation.random()));
        }
        verticles.add(new BookingQueryVerticle(
                foundation.bus(), foundation.databases().shards()));
        return verticles;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        BookingClient bookings = client(foundation);
        Duration deadline = foundation.config().booking().deadline();
        return List.of(vertx -> new BookingRoutes(foundation.bus(), bookings, visitors, foundation.clock(), deadline));
    }
}
