package io.evently;

import io.evently.api.UserTotals;
import io.evently.booking.BookingClient;
import io.evently.booking.SpendingQuery;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives the account pages what booking knows of a user, so that neither has to know the other. */
final class BookedTotals {
    private final BookingClient bookings;

    BookedTotals(BookingClient bookings) {
        this.bookings = bookings;
    }

    Future<Map<UUID, UserTotals>> of(Collection<UUID> users) {
        return bookings.spending(new SpendingQuery(List.copyOf(users))).map(spending -> {
            Map<UUID, UserTotals> totals = new HashMap<>();
            spending.byUser().forEach((user, sum) -> totals.put(user, new UserTotals(sum.bookings(), sum.amount())));
            return totals;
        });
    }
}
