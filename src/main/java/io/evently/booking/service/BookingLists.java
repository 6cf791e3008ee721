package io.evently.booking.service;

import io.evently.booking.BookingPage;
import io.evently.booking.BookingView;
import io.evently.booking.UserBookings;
import io.evently.schedule.Turns;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Lists the bookings of a user over all shards. Near the top each shard gives whole rows; further down only places, and the
 * rows of the page afterwards, so that a deep page costs ids. The lists of one user are read one after the other, so that one
 * busy account leaves the connections to the others; when too many of them wait, one more fails with a {@link TimeoutException}.
 * Safe for all threads.
 */
final class BookingLists {
    private static final int WHOLE_ROWS_DEPTH = 200;
    private static final int MOST_WAITING = 100;
    private static final Comparator<BookingView> NEWEST_FIRST =
            Comparator.comparing(BookingPlace::of, BookingPlace.NEWEST_FIRST);

    private final Shards shards;
    private final BookingRepository repository;
    private final Turns<UUID> turns = new Turns<>(MOST_WAITING);

    BookingLists(Shards shards, BookingRepository repository) {
        this.shards = shards;
        this.repository = repository;
    }

    Future<BookingPage> ofUser(UserBookings query) {
        return turns.inTurn(
                        query.userId(),
                        () -> count(query).compose(total -> page(query).map(page -> new BookingPage(page, total))))
                .orElseGet(() -> Future.failedFuture(new TimeoutException("Too many lists of one user wait")));
    }

    private Future<Long> count(UserBookings query) {
        return shards.ask(shard -> repository.countOfUser(shard.pool(), query.userId(), query.status()))
                .map(counts -> counts.stream().mapToLong(Long::longValue).sum());
    }

    private Future<List<BookingView>> page(UserBookings query) {
        int depth = query.offset() + query.limit();
        if (depth <= WHOLE_ROWS_DEPTH) {
            return shards.ask(shard -> repository.ofUser(shard.pool(), query.userId(), query.status(), depth))
                    .map(parts -> cut(parts, NEWEST_FIRST, query));
        }
        return shards.ask(shard -> repository.placesOfUser(shard.pool(), query.userId(), query.status(), depth))
                .map(parts -> cut(parts, BookingPlace.NEWEST_FIRST, query))
                .compose(this::read);
    }

    private static <T> List<T> cut(List<List<T>> parts, Comparator<T> order, UserBookings query) {
        return parts.stream()
                .flatMap(Collection::stream)
                .sorted(order)
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private Future<List<BookingView>> read(List<BookingPlace> page) {
        Map<Shard, List<UUID>> byShard = new HashMap<>();
        page.forEach(place -> shards.of(place.id())
                .ifPresent(shard ->
                        byShard.computeIfAbsent(shard, any -> new ArrayList<>()).add(place.id())));
        List<Future<List<BookingView>>> reads = new ArrayList<>(byShard.size());
        byShard.forEach((shard, ids) -> reads.add(repository.byIds(shard.pool(), ids)));
        return Future.all(reads)
                .map(all -> all.<List<BookingView>>list().stream()
                        .flatMap(Collection::stream)
                        .sorted(NEWEST_FIRST)
                        .toList());
    }
}
