package io.evently;

import io.evently.api.PricingRoutes;
import io.evently.bus.BusMessage;
import io.evently.http.Routes;
import io.evently.outbox.FactListener;
import io.evently.pricing.PricingClient;
import io.evently.pricing.PricingEndpoints;
import io.evently.pricing.service.PricingListener;
import io.evently.pricing.service.PricingVerticle;
import io.evently.storage.Shard;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What seats should cost. */
final class PricingWing implements Wing {
    private final Foundation foundation;

    PricingWing(Foundation foundation) {
        this.foundation = foundation;
    }

    @Override
    public List<Class<? extends BusMessage>> families() {
        return PricingEndpoints.FAMILIES;
    }

    @Override
    public List<VerticleBase> verticles() {
        List<VerticleBase> verticles = new ArrayList<>();
        for (Shard shard : foundation.shards()) {
            verticles.add(new PricingVerticle(
                    foundation.config().pricing(),
                    foundation.bus(),
                    shard,
                    foundation.spare(),
                    foundation.clocks().of(shard)));
        }
        return verticles;
    }

    @Override
    public List<Function<Vertx, Routes>> routes() {
        PricingClient pricing = new PricingClient(foundation.shardedBus());
        return List.of(vertx -> new PricingRoutes(pricing));
    }

    @Override
    public List<FactListener> listeners(Shard shard) {
        return List.of(new PricingListener());
    }
}
