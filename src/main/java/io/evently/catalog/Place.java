package io.evently.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Where an event stands in an order.
 *
 * @param key what the order looks at first; of one type in one list
 */
record Place(Comparable<?> key, UUID id) {

    /** The part of the whole order that makes a page, from the beginnings of it that each shard gave. */
    static List<UUID> page(List<List<Place>> shards, boolean descending, int offset, int limit) {
        List<Place> all = new ArrayList<>();
        shards.forEach(all::addAll);
        Comparator<Place> order = Comparator.<Place, Object>comparing(Place::key, Place::compareKeys)
                .thenComparing(Place::id, Place::compareIds);
        all.sort(descending ? order.reversed() : order);
        return all.stream().skip(offset).limit(limit).map(Place::id).toList();
    }

    @SuppressWarnings("unchecked")
    private static int compareKeys(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** As PostgreSQL does, byte by byte; {@link UUID#compareTo} takes the halves for signed numbers. */
    private static int compareIds(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
