package io.evently.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands in an order.
 *
 * @param key what the order looks at first; of one type in one list
 * @param event the event itself; null when only its place was read
 */
record Place(Comparable<?> key, UUID id, @Nullable Event event) {
    private static final Comparator<Place> UPWARDS = Comparator.<Place, Object>comparing(Place::key, Place::compareKeys)
            .thenComparing(Place::id, Place::compareIds);
    private static final Comparator<Place> DOWNWARDS = UPWARDS.reversed();

    static Comparator<Place> order(boolean descending) {
        return descending ? DOWNWARDS : UPWARDS;
    }

    /** The first places of the whole order, from the beginnings of it that each shard gave; at most {@code depth}. */
    static List<Place> first(List<List<Place>> shards, Comparator<Place> order, int depth) {
        List<Place> all = new ArrayList<>();
        shards.forEach(all::addAll);
        all.sort(order);
        return all.size() <= depth ? all : all.subList(0, depth);
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
