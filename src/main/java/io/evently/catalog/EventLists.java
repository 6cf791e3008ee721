package io.evently.catalog;

import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Lists events over all shards. Each shard gives the beginning of the wanted order, a little more than its likely share
 * of what decides the page; a shard whose part turns out too short is asked for the whole depth. Near the top whole
 * events come at once, in one statement for each shard; further down first places, then only the events of the page, so
 * that a deep page costs ids, not events.
 */
final class EventLists {
    private static final int WHOLE_EVENTS_DEPTH = 200;
    // In standard deviations: of a thousand pages over evenly filled shards not one is asked for twice.
    private static final double MARGIN = 3.5;

    private final Shards shards;
    private final EventRepository events;
    private final EventListRepository lists = new EventListRepository();

    EventLists(Shards shards, EventRepository events) {
        this.shards = shards;
        this.events = events;
    }

    Future<EventPage> list(ListEvents wish) {
        int share = share(wish.depth(), shards.count());
        return shards.ask(shard -> part(shard, wish, share))
                .compose(parts -> complete(parts, wish))
                .compose(parts -> page(parts, wish));
    }

    /** How many places of a shard will almost always do when the shards are filled evenly. */
    static int share(int depth, int shards) {
        double mean = (double) depth / shards;
        double deviation = Math.sqrt(mean * (1 - 1.0 / shards));
        return (int) Math.min(depth, Math.ceil(mean + MARGIN * deviation));
    }

    private Future<Part> part(Shard shard, ListEvents wish, int asked) {
        return lists.beginning(shard.pool(), wish.filter(), wish.sort(), asked, wish.depth() <= WHOLE_EVENTS_DEPTH)
                .compose(found -> found.total() == null
                        ? lists.count(shard.pool(), wish.filter())
                                .map(total -> new Part(found.places(), found.ended(), total))
                        : Future.succeededFuture(new Part(found.places(), found.ended(), found.total())));
    }

    /** Asks those shards again that may have more places before the end of the page than they gave. */
    private Future<List<Part>> complete(List<Part> parts, ListEvents wish) {
        Comparator<Place> order = Place.order(wish.sort().descending());
        List<Place> first = first(parts, wish);
        List<Future<Part>> completed = new ArrayList<>(parts.size());
        for (int number = 0; number < parts.size(); number++) {
            Part part = parts.get(number);
            completed.add(
                    part.mayGoOn(wish.depth(), first, order)
                            ? part(shards.shard(number), wish, wish.depth())
                            : Future.succeededFuture(part));
        }
        return Future.all(completed).map(all -> all.list());
    }

    private Future<EventPage> page(List<Part> parts, ListEvents wish) {
        long total = parts.stream().mapToLong(Part::total).sum();
        List<Place> first = first(parts, wish);
        List<Place> page = first.subList(Math.min(wish.offset(), first.size()), first.size());
        return events(page).map(found -> new EventPage(found, total));
    }

    private static List<Place> first(List<Part> parts, ListEvents wish) {
        return Place.first(
                parts.stream().map(Part::places).toList(),
                Place.order(wish.sort().descending()),
                wish.depth());
    }

    private Future<List<Event>> events(List<Place> page) {
        List<Event> known = new ArrayList<>(page.size());
        Map<Shard, List<UUID>> unknown = new HashMap<>();
        for (Place place : page) {
            if (place.event() != null) {
                known.add(place.event());
            } else {
                shards.of(place.id())
                        .ifPresent(shard -> unknown.computeIfAbsent(shard, any -> new ArrayList<>())
                                .add(place.id()));
            }
        }
        return unknown.isEmpty() ? Future.succeededFuture(known) : read(page, unknown);
    }

    private Future<List<Event>> read(List<Place> page, Map<Shard, List<UUID>> byShard) {
        List<Future<List<Event>>> reads = new ArrayList<>();
        byShard.forEach((shard, ids) -> reads.add(events.get(shard.pool(), ids)));
        return Future.all(reads).map(all -> {
            Map<UUID, Event> found = new HashMap<>();
            all.<List<Event>>list().forEach(part -> part.forEach(event -> found.put(event.id(), event)));
            return page.stream()
                    .map(place -> found.get(place.id()))
                    .filter(Objects::nonNull)
                    .toList();
        });
    }

    private record Part(List<Place> places, boolean ended, long total) {
        boolean mayGoOn(int depth, List<Place> first, Comparator<Place> order) {
            return !ended
                    && places.size() < depth
                    && order.compare(places.get(places.size() - 1), first.get(first.size() - 1)) <= 0;
        }
    }
}
