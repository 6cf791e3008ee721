package io.evently.catalog;

import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Lists events over all shards. First each shard names the places of its events down to the end of the page, then only
 * the events of the page are read: a deep page costs ids, not events.
 */
final class EventLists {
    private final Shards shards;
    private final EventRepository events;
    private final EventListRepository lists = new EventListRepository();

    EventLists(Shards shards, EventRepository events) {
        this.shards = shards;
        this.events = events;
    }

    Future<EventPage> list(ListEvents wish) {
        return shards.ask(shard -> part(shard, wish)).compose(parts -> {
            List<List<Place>> places = parts.stream().map(Part::places).toList();
            long total = parts.stream().mapToLong(Part::total).sum();
            List<UUID> page = Place.page(places, wish.sort().descending(), wish.offset(), wish.limit());
            return read(page).map(found -> new EventPage(found, total));
        });
    }

    private Future<Part> part(Shard shard, ListEvents wish) {
        return lists.places(shard.pool(), wish.filter(), wish.sort(), wish.depth())
                .compose(places -> places.size() < wish.depth()
                        ? Future.succeededFuture(new Part(places, places.size()))
                        : lists.count(shard.pool(), wish.filter()).map(total -> new Part(places, total)));
    }

    private Future<List<Event>> read(List<UUID> page) {
        Map<Shard, List<UUID>> byShard = new HashMap<>();
        page.forEach(id -> shards.of(id)
                .ifPresent(shard ->
                        byShard.computeIfAbsent(shard, any -> new ArrayList<>()).add(id)));
        List<Future<List<Event>>> reads = new ArrayList<>();
        byShard.forEach((shard, ids) -> reads.add(events.get(shard.pool(), ids)));
        return Future.all(reads).map(all -> {
            Map<UUID, Event> found = new HashMap<>();
            all.<List<Event>>list().forEach(part -> part.forEach(event -> found.put(event.id(), event)));
            return page.stream().map(found::get).filter(Objects::nonNull).toList();
        });
    }

    private record Part(List<Place> places, long total) {}
}
