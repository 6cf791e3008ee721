package io.evently.analytics.service;

import io.evently.analytics.AttendeePortion;
import io.evently.analytics.BookingPortion;
import io.evently.analytics.ReadAttendeePortion;
import io.evently.analytics.ReadBookingPortion;
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

    Future<BookingPortion> bookings(ReadBookingPortion wish) {
        Shard shard = shards.shard(wish.shard());
        UUID event = wish.eventId();
        return (event == null
                        ? repository.all(shard.pool(), wish.after(), PORTION)
                        : repository.ofEvent(shard.pool(), event, wish.after(), PORTION))
                .map(BookingPortion::new);
    }

    Future<AttendeePortion> attendees(ReadAttendeePortion wish) {
        Optional<Shard> place = shards.of(wish.eventId());
        if (place.isEmpty()) {
            return Future.succeededFuture(new AttendeePortion(false, List.of()));
        }
        Shard shard = place.get();
        return repository
                .known(shard.pool(), wish.eventId())
                .compose(known ->
                        known ? attendees(shard, wish) : Future.succeededFuture(new AttendeePortion(false, List.of())));
    }

    private Future<AttendeePortion> attendees(Shard shard, ReadAttendeePortion wish) {
        return repository
                .confirmed(shard.pool(), wish.eventId(), wish.after(), PORTION)
                .compose(bookings -> bookings.isEmpty()
                        ? Future.succeededFuture(new AttendeePortion(true, List.of()))
                        : named(bookings).map(named -> new AttendeePortion(true, rows(bookings, named))));
    }

    private Future<Map<UUID, Person>> named(List<BookingPortion.Row> bookings) {
        return people.named(
                accounts,
                bookings.stream().map(BookingPortion.Row::userId).distinct().toList());
    }

    private static List<AttendeePortion.Row> rows(List<BookingPortion.Row> bookings, Map<UUID, Person> named) {
        return bookings.stream()
                .map(it -> {
                    Person person = named.getOrDefault(it.userId(), GONE);
                    return new AttendeePortion.Row(
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
