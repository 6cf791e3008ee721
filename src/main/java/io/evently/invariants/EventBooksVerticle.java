package io.evently.invariants;

import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Rounds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Looks at the books of all shards, when nobody waits for something else, and reports what it finds. */
public final class EventBooksVerticle extends VerticleBase {
    private static final String SHARD = "shard";

    private final List<EventBooks> books;
    private final InvariantsConfig config;
    private final BackgroundBudget spare;
    private List<Rounds> looking = List.of();

    /** @param books one for each shard */
    public EventBooksVerticle(
            List<EventBooks> books, InvariantsConfig config, BackgroundBudget spare, MeterRegistry registry) {
        this.books = List.copyOf(books);
        this.config = config;
        this.spare = spare;
        this.books.forEach(shard -> report(shard, registry));
    }

    @Override
    public Future<?> start() {
        looking = books.stream()
                .map(shard -> Rounds.every(
                                vertx, "Looking at the books of shard " + shard.shard(), config.interval(), shard::look)
                        .within(spare.bulk()))
                .toList();
        looking.forEach(Rounds::start);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return Future.join(looking.stream().map(Rounds::stop).toList());
    }

    private static void report(EventBooks books, MeterRegistry registry) {
        String number = Integer.toString(books.shard());
        FunctionCounter.builder("evently.books.checked", books, EventBooks::checked)
                .description("Events whose seats and money this node held against their bookings")
                .tag(SHARD, number)
                .register(registry);
        Gauge.builder("evently.books.wrong", books, EventBooks::wrong)
                .description("Events whose seats or money did not agree with their bookings when this node last looked")
                .tag(SHARD, number)
                .strongReference(true)
                .register(registry);
    }
}
