package io.evently.pricing.service;

import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.ChangePrice;
import io.evently.catalog.PriceCause;
import io.evently.catalog.UpdateOutcome;
import io.evently.pricing.ApplyOutcome;
import io.evently.pricing.ApplyPrice;
import io.evently.pricing.EventPricing;
import io.evently.pricing.PlanOutcome;
import io.evently.pricing.PricedPage;
import io.evently.pricing.PricingMode;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.SavePlan;
import io.evently.pricing.model.Impact;
import io.evently.pricing.model.Recommendation;
import io.evently.pricing.service.EventSales.Learnt;
import io.evently.pricing.service.PriceDesk.Look;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prices of one shard: looked at, recommended, applied. For one event loop; the arithmetic is done by workers. */
final class PriceBook {
    private static final Logger log = LoggerFactory.getLogger(PriceBook.class);

    private final Shard shard;
    private final TypedBus bus;
    private final Clock clock;
    private final WorkerExecutor workers;
    private final PricingRepository repository = new PricingRepository();
    private final SalesRepository sales = new SalesRepository();

    /** @param clock of the shard */
    PriceBook(Shard shard, TypedBus bus, Clock clock, WorkerExecutor workers) {
        this.shard = shard;
        this.bus = bus;
        this.clock = clock;
        this.workers = workers;
    }

    Future<List<EventPricing>> read(List<UUID> ids) {
        return looks(ids).map(looks -> looks.stream().map(Look::pricing).toList());
    }

    Future<PricedPage> priced(int limit) {
        return repository.priced(shard.pool(), limit, now());
    }

    Future<ApplyOutcome> apply(ApplyPrice wish) {
        return looks(List.of(wish.eventId()))
                .compose(looks -> looks.isEmpty()
                        ? Future.succeededFuture(new ApplyOutcome.Refused(new UpdateOutcome.NotFound()))
                        : apply(looks.get(0), wish));
    }

    private Future<ApplyOutcome> apply(Look look, ApplyPrice wish) {
        EventPricing event = look.pricing();
        if (wish.versions() != null && !wish.versions().contains(event.version())) {
            return Future.succeededFuture(new ApplyOutcome.Refused(new UpdateOutcome.VersionMismatch(event.version())));
        }
        PricingPlan plan = event.plan();
        BigDecimal price = wish.price();
        if (price != null && (below(price, plan.minPrice()) || below(plan.maxPrice(), price))) {
            return Future.succeededFuture(new ApplyOutcome.OutsideLimits(plan.minPrice(), plan.maxPrice()));
        }
        Recommendation recommendation = event.recommendation();
        BigDecimal next = price != null
                ? price
                : recommendation == null ? event.currentPrice() : recommendation.recommendedPrice();
        if (recommendation != null && next.compareTo(event.currentPrice()) == 0) {
            // The price is as it should be: no new version, and nobody is told.
            return Future.succeededFuture(
                    new ApplyOutcome.Applied(event.currentPrice(), event.currentPrice(), event.currency(), 0.0, 0.0));
        }
        PriceCause cause = price == null ? PriceCause.RECOMMENDED : PriceCause.MANUAL;
        String inputs = recommendation == null || price != null ? null : PricingRepository.inputs(recommendation);
        ChangePrice change =
                new ChangePrice(event.eventId(), next, event.version(), cause, wish.reason(), wish.by(), inputs);
        return bus.ask(CatalogEndpoints.CHANGE_PRICE, change).map(outcome -> outcome(look, next, outcome));
    }

    private static ApplyOutcome outcome(Look look, BigDecimal next, UpdateOutcome outcome) {
        if (!(outcome instanceof UpdateOutcome.Updated updated)) {
            return new ApplyOutcome.Refused(outcome);
        }
        Impact impact = Optional.ofNullable(look.now())
                .flatMap(known -> known.advisor().impact(known.state(), known.situation(), next))
                .orElse(null);
        return new ApplyOutcome.Applied(
                look.pricing().currentPrice(),
                updated.event().price(),
                updated.event().currency(),
                impact == null ? null : impact.revenueChange(),
                impact == null ? null : impact.demandChange());
    }

    Future<PlanOutcome> save(SavePlan wish) {
        return repository.read(shard.pool(), List.of(wish.eventId()), now()).compose(events -> {
            if (events.isEmpty()) {
                return Future.succeededFuture(new PlanOutcome.NotFound());
            }
            EventSales event = events.get(0);
            if (!event.status().equals("active")) {
                return Future.succeededFuture(new PlanOutcome.NotOnSale(event.status()));
            }
            Map<String, String> problems = PlanRules.problems(wish.plan(), event.currency());
            if (!problems.isEmpty()) {
                return Future.succeededFuture(new PlanOutcome.Invalid(problems));
            }
            return repository
                    .save(shard.pool(), wish.eventId(), wish.plan(), now())
                    .compose(saved -> read(List.of(wish.eventId())))
                    .map(read -> read.isEmpty() ? new PlanOutcome.NotFound() : new PlanOutcome.Saved(read.get(0)));
        });
    }

    /** Changes the prices that may change by themselves, of at most so many events after an id; the last id, or empty at the end. */
    Future<Optional<UUID>> followRecommendations(UUID after, int most) {
        return repository
                .automatic(shard.pool(), now(), after, most)
                .compose(ids -> looks(ids)
                        .compose(looks -> {
                            Future<Void> done = Future.succeededFuture();
                            for (Look look : looks) {
                                done = done.compose(before -> follow(look.pricing()));
                            }
                            return done;
                        })
                        .map(done -> ids.size() < most ? Optional.empty() : Optional.of(ids.get(ids.size() - 1))));
    }

    // Asked for the version that was looked at: of two nodes that come to the same conclusion one is told that it is
    // late.
    private Future<Void> follow(EventPricing event) {
        Recommendation recommendation = event.recommendation();
        if (recommendation == null
                || !recommendation.automatic()
                || event.plan().mode() != PricingMode.AUTOMATIC
                || event.plan().holdOut()) {
            return Future.succeededFuture();
        }
        ChangePrice change = new ChangePrice(
                event.eventId(),
                recommendation.recommendedPrice(),
                event.version(),
                PriceCause.AUTOMATIC,
                reason(recommendation),
                null,
                PricingRepository.inputs(recommendation));
        return bus.ask(CatalogEndpoints.CHANGE_PRICE, change)
                .onSuccess(outcome -> log.info(
                        "Price of event {}: {} instead of {}, {}",
                        event.eventId(),
                        recommendation.recommendedPrice(),
                        event.currentPrice(),
                        outcome instanceof UpdateOutcome.Updated ? "done" : "not done"))
                .mapEmpty();
    }

    private static @Nullable String reason(Recommendation recommendation) {
        return recommendation.reasons().isEmpty()
                ? null
                : recommendation.reasons().get(0);
    }

    private Future<List<Look>> looks(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Instant now = now();
        return repository
                .read(shard.pool(), ids, now)
                .compose(events -> sales.experience(shard.pool())
                        .compose(experience -> workers.executeBlocking(
                                () -> events.stream()
                                        .map(event -> PriceDesk.look(event, experience, now))
                                        .toList(),
                                false)))
                .onSuccess(this::keep);
    }

    // Nobody waits for it: what is not kept is learnt again.
    private void keep(List<Look> looks) {
        Map<UUID, Learnt> learnt = new HashMap<>();
        looks.forEach(look -> {
            if (look.learnt() != null) {
                learnt.put(look.pricing().eventId(), look.learnt());
            }
        });
        repository
                .keep(shard.pool(), learnt)
                .onFailure(
                        e -> log.warn("What was learnt of {} events is not kept: {}", learnt.size(), e.getMessage()));
    }

    private static boolean below(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) < 0;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
