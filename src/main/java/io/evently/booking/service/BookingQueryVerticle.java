package io.evently.booking.service;

import io.evently.booking.BookingFound;
import io.evently.booking.BookingQuery;
import io.evently.booking.BookingView;
import io.evently.booking.Spending;
import io.evently.booking.SpendingQuery;
import io.evently.bus.TypedBus;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import static io.evently.booking.BookingEndpoints.FIND_BOOKING;
import static io.evently.booking.BookingEndpoints.SPENDING;
import static io.evently.booking.BookingEndpoints.USER_BOOKINGS;

/** Reads bookings; what no single shard knows is asked of all of them and merged. */
public final class BookingQueryVerticle extends VerticleBase {
    private final TypedBus bus;
    private final Shards shards;
    private final BookingRepository repository = new BookingRepository();
    private final BookingLists lists;

    public BookingQueryVerticle(TypedBus bus, Shards shards) {
        this.bus = bus;
        this.shards = shards;
        this.lists = new BookingLists(shards, repository);
    }

    @Override
    public Future<?> start() {
        return Future.all(
                bus.answer(FIND_BOOKING, this::find),
                bus.answer(USER_BOOKINGS, lists::ofUser),
                bus.answer(SPENDING, this::spending));
    }

    private Future<BookingFound> find(BookingQuery query) {
        return lookUp(query.idOrReference())
                .map(found -> found.filter(view ->
                                query.anyOwner() || view.booking().userId().equals(query.userId()))
                        .orElse(null))
                .map(BookingFound::new);
    }

    private Future<Optional<BookingView>> lookUp(String idOrReference) {
        String reference = References.asPrinted(idOrReference);
        OptionalInt byReference = References.shardOf(reference, shards.count());
        if (byReference.isPresent()) {
            return repository.byReference(shards.shard(byReference.getAsInt()).pool(), reference);
        }
        try {
            UUID id = UUID.fromString(idOrReference);
            return shards.of(id)
                    .map(shard -> repository.byId(shard.pool(), id))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Future.succeededFuture(Optional.empty());
        }
    }

    private Future<Spending> spending(SpendingQuery query) {
        return shards.ask(shard -> repository.spending(shard.pool(), query.userIds()))
                .map(parts -> {
                    Map<UUID, Spending.Sum> sums = new HashMap<>();
                    parts.forEach(part -> part.forEach((user, sum) -> sums.merge(user, sum, Spending.Sum::plus)));
                    return new Spending(sums);
                });
    }
}
