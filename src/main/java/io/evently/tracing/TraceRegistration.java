package io.evently.tracing;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Found by Vert.x when an instance is made, which is the last moment to add something to its contexts. */
public final class TraceRegistration implements VertxServiceProvider {

    @Override
    public void init(VertxBootstrap bootstrap) {
        TraceContext.register();
    }
}
