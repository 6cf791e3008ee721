package io.evently.pricing;

import io.evently.catalog.UpdateOutcome;
import io.evently.storage.ShardedBus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes requests to the shards that events are on; an id that names none is not found. Safe for all threads. */
public final class PricingClient {
    private static final Comparator<PricedPage.Item> SOONEST =
            Comparator.comparing(PricedPage.Item::eventDate).thenComparing(PricedPage.Item::eventId);

    private final ShardedBus bus;

    public PricingClient(ShardedBus bus) {
        this.bus = bus;
    }

    /** How an event is priced; empty when there is no such event. */
    public Future<Optional<EventPricing>> find(UUID eventId) {
        return bus.ask(PricingEndpoints.READ, eventId, new ReadPricing(List.of(eventId)), new Pricings(List.of()))
                .map(found -> found.events().stream().findFirst());
    }

    /** What is recommended for the events on sale, the soonest first. */
    public Future<Recommendations> recommendations(int limit, int offset) {
        return bus.askAll(PricingEndpoints.LIST, new ListPriced(offset + limit)).compose(pages -> {
            List<UUID> wanted = pages.stream()
                    .flatMap(page -> page.events().stream())
                    .sorted(SOONEST)
                    .skip(offset)
                    .limit(limit)
                    .map(PricedPage.Item::eventId)
                    .toList();
            long total = pages.stream().mapToLong(PricedPage::total).sum();
            return read(wanted).map(events -> new Recommendations(events, total));
        });
    }

    public Future<ApplyOutcome> apply(ApplyPrice wish) {
        return bus.ask(
                PricingEndpoints.APPLY, wish.eventId(), wish, new ApplyOutcome.Refused(new UpdateOutcome.NotFound()));
    }

    public Future<PlanOutcome> save(SavePlan wish) {
        return bus.ask(PricingEndpoints.SAVE_PLAN, wish.eventId(), wish, new PlanOutcome.NotFound());
    }

    // Those that ended between the two questions are left out.
    private Future<List<EventPricing>> read(List<UUID> wanted) {
        Map<Integer, List<UUID>> byShard = new HashMap<>();
        for (UUID id : wanted) {
            bus.shardOf(id)
                    .ifPresent(shard -> byShard.computeIfAbsent(shard, any -> new ArrayList<>())
                            .add(id));
        }
        List<Future<Pricings>> answers = new ArrayList<>();
        byShard.forEach((shard, ids) -> answers.add(bus.askShard(PricingEndpoints.READ, shard, new ReadPricing(ids))));
        return Future.all(answers).map(all -> {
            Map<UUID, EventPricing> found = new HashMap<>();
            all.<Pricings>list().forEach(part -> part.events().forEach(event -> found.put(event.eventId(), event)));
            return wanted.stream()
                    .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                    .toList();
        });
    }
}
