package io.evently;

import io.evently.analytics.Visitors;
import io.evently.api.CatalogRoutes;
import io.evently.booking.BookingClient;
import io.evently.bus.BusMessage;
import io.evently.catalog.CatalogConfig;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.CatalogUpkeepVerticle;
import io.evently.catalog.CatalogVerticle;
import io.evently.catalog.DemoEvents;
import io.evently.catalog.SeatCountVerticle;
import io.evently.catalog.SeatFeed;
import io.evently.http.Routes;
import io.evently.outbox.FactListener;
import io.evently.schedule.Signal;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Events, and who hears how many seats they have. In the demo profile there are some from the start. */
final class CatalogWing implements Wing {
    private final Foundation foundation;
    private final Visitors visitors;
    private final Map<Integer, Signal> seatsMoved = new ConcurrentHashMap<>();

    /** @param visitors counts who looks at events */
    CatalogWing(Foundation foundation, Visitors visitors) {
        this.foundation = foundation;
        this.visitors = visitors;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return CatalogEndpoints.FAMILIES;
    }

    @Override
    public Future<Void> prepare() {
        return foundation.config().demo()
                ? new DemoEvents(foundation.databases().shards(), foundation.clock())
                        .create()
                        .mapEmpty()
                : Future.succeededFuture();
    }

    @Override
    public List<VerticleBase> verticles() {
        CatalogConfig config = foundation.config().catalog();
        Shards shards = foundation.databases().shards();
        List<VerticleBase> verticles = new ArrayList<>();
        verticles.add(new CatalogVerticle(
                config, foundation.bus(), shards, foundation.ids(), foundation.random(), foundation.clocks()));
        verticles.add(new CatalogUpkeepVerticle(config, shards, foundation.clocks()));
        for (Shard shard : shards.all()) {
            verticles.add(new SeatCountVerticle(
                    foundation.bus(),
                    shard,
                    seatsMoved(shard),
                    foundation.spare(),
                    foundation.clocks().of(shard)));
        }
        return verticles;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        BookingClient bookings = BookingWing.client(foundation);
        return List.of(vertx -> new CatalogRoutes(vertx, foundation.bus(), bookings, visitors, foundation.registry()));
    }

    @Override
    public List<FactListener> listeners(Shard shard) {
        return List.of(new SeatFeed(foundation.bus(), seatsMoved(shard)));
    }

    private Signal seatsMoved(Shard shard) {
        return seatsMoved.computeIfAbsent(shard.number(), number -> new Signal());
    }
}
