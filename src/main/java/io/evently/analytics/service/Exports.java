package io.evently.analytics.service;

import io.evently.analytics.AttendeeRows;
import io.evently.analytics.BookingRows;
import io.evently.analytics.ReadAttendeeRows;
import io.evently.analytics.ReadBookingRows;
import io.evently.analytics.service.AttendeeRepository.Person;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Portions of what is exported. Each is a statement of its own: while a client is slow to read, no connection waits for it and
 * no transaction keeps old rows alive.
 */
final class Exports {
    /** Rows in a portion. */
    static final int PORTION = 500;

    private static final Person GONE = new Person("", "");

    private final Shards shards;
    private final Pool accounts;
    private final ExportRepository repository = new ExportRepository();
    private final AttendeeRepository people = new AttendeeRepository();

    Exports(Shards shards, Pool accounts) {
        this.shards = shards;
        this.accounts = accounts;
    }

    Future<BookingRows> bookings(ReadBookingRows wish) {
        Shard shard = shards.shard(wish.shard());
        UUID event = wish.eventId();
        return (event == null
                        ? repository.all(shard.pool(), wish.after(), PORTION)
                        : repository.ofEvent(shard.pool(), event, wish.after(), PORTION))
                .map(BookingRows::new);
    }

    Future<AttendeeRows> attendees(ReadAttendeeRows wish) {
        Optional<Shard> place = shards.of(wish.eventId());
        if (place.isEmpty()) {
            return Future.succeededFuture(new AttendeeRows(false, List.of()));
        }
        Shard shard = place.get();
        return repository
                .known(shard.pool(), wish.eventId())
                .compose(known ->
                        known ? attendees(shard, wish) : Future.succeededFuture(new AttendeeRows(false, List.of())));
    }

    private Future<AttendeeRows> attendees(Shard shard, ReadAttendeeRows wish) {
        return repository
                .confirmed(shard.pool(), wish.eventId(), wish.after(), PORTION)
                .compose(bookings -> bookings.isEmpty()
                        ? Future.succeededFuture(new AttendeeRows(true, List.of()))
                        : named(bookings).map(named -> new AttendeeRows(true, rows(bookings, named))));
    }

    private Future<Map<UUID, Person>> named(List<BookingRows.Row> bookings) {
        return people.named(
                accounts,
                bookings.stream().map(BookingRows.Row::userId).distinct().toList());
    }

    private static List<AttendeeRows.Row> rows(List<BookingRows.Row> bookings, Map<UUID, Person> named) {
        return bookings.stream()
                .map(it -> {
                    Person person = named.getOrDefault(it.userId(), GONE);
                    return new AttendeeRows.Row(
                            it.bookingId(),
                            it.reference(),
                            it.userId(),
                            person.name(),
                            person.email(),
                            it.quantity(),
                            it.createdAt());
                })
                .toList();
    }
}
