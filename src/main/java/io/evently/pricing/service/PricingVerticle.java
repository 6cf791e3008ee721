package io.evently.pricing.service;

import io.evently.bus.TypedBus;
import io.evently.pricing.PricingConfig;
import io.evently.pricing.Pricings;
import io.evently.schedule.BackgroundBudget;
import io.evently.schedule.Next;
import io.evently.schedule.Rounds;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import static io.evently.pricing.PricingEndpoints.APPLY;
import static io.evently.pricing.PricingEndpoints.LIST;
import static io.evently.pricing.PricingEndpoints.READ;
import static io.evently.pricing.PricingEndpoints.SAVE_PLAN;

/**
 * The prices of one shard: one instance for each shard and node. All of them answer; those that change by themselves are looked after by
 * one node at a time.
 */
public final class PricingVerticle extends VerticleBase {
    private static final String WORKERS = "pricing";
    private static final UUID FIRST = new UUID(0, 0);

    private final PricingConfig config;
    private final TypedBus bus;
    private final Shard shard;
    private final BackgroundBudget budget;
    private final Clock clock;
    private final SalesRepository sales = new SalesRepository();
    private WorkerExecutor workers;
    private PriceBook book;
    private Rounds sweeping;
    private UUID after = FIRST;

    /** @param clock of the shard */
    public PricingVerticle(PricingConfig config, TypedBus bus, Shard shard, BackgroundBudget budget, Clock clock) {
        this.config = config;
        this.bus = bus;
        this.shard = shard;
        this.budget = budget;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        int number = shard.number();
        workers = vertx.createSharedWorkerExecutor(WORKERS, config.threads());
        book = new PriceBook(shard, bus, clock, workers);
        sweeping = new Rounds(
                        vertx,
                        "Looking after the prices of shard " + number,
                        config.interval(),
                        Duration.ZERO,
                        this::sweep)
                .within(budget.bulk());
        sweeping.start();
        return Future.all(
                bus.answer(READ.at(number), wish -> book.read(wish.eventIds()).map(Pricings::new)),
                bus.answer(LIST.at(number), wish -> book.priced(wish.limit())),
                bus.answer(APPLY.at(number), book::apply),
                bus.answer(SAVE_PLAN.at(number), book::save));
    }

    @Override
    public Future<?> stop() {
        return sweeping.stop().eventually(workers::close);
    }

    private Future<Next> sweep() {
        return after.equals(FIRST)
                ? sales.sweep(shard.pool(), clock.instant(), config.interval())
                        .compose(mine -> mine ? follow() : Future.succeededFuture(Next.NOTHING))
                : follow();
    }

    private Future<Next> follow() {
        return book.followRecommendations(after, config.batch()).map(last -> {
            after = last.orElse(FIRST);
            return last.isPresent() ? Next.MORE : Next.NOTHING;
        });
    }
}
