package io.evently.forecast.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The events that took place, those of all shards together, as far as they are worth remembering. For one thread. */
final class History {
    /** Of each series. */
    static final int MOST_OF_SERIES = 365;

    private static final Comparator<Finished> BY_START = Comparator.comparing(
                    (Finished finished) -> finished.event().startsAt())
            .thenComparing(Finished::id);

    private final int most;
    private final Map<UUID, Finished> events = new HashMap<>();

    /** @param most events of all series together */
    History(int most) {
        this.most = most;
    }

    boolean knows(UUID id) {
        return events.containsKey(id);
    }

    void add(Collection<Finished> finished) {
        finished.forEach(event -> events.put(event.id(), event));
    }

    /** The latest of each series in the order of their starts; forgets the others. */
    Map<String, List<Finished>> series() {
        List<Finished> all = events.values().stream().sorted(BY_START).toList();
        Map<String, List<Finished>> series = new HashMap<>();
        all.subList(Math.max(0, all.size() - most), all.size())
                .forEach(event -> series.computeIfAbsent(event.series(), any -> new ArrayList<>())
                        .add(event));
        series.replaceAll((name, of) -> List.copyOf(of.subList(Math.max(0, of.size() - MOST_OF_SERIES), of.size())));
        events.clear();
        series.values().forEach(this::add);
        return Map.copyOf(series);
    }
}
