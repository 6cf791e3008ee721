package io.evently.analytics.service;

import io.evently.analytics.Happening;
import io.evently.analytics.Tally;
import io.evently.booking.BookingFact;
import io.evently.outbox.StoredFact;
import io.evently.waitlist.WaitlistFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** What some facts add to the sums. For one thread. */
final class Batch {
    private static final String HELD = "held";
    private static final String OFFERED = "offered";
    private static final String CONFIRMED = "confirmed";

    /** What is added up apart. */
    record EventMinute(UUID eventId, Instant minute, Happening happening, String currency) {}

    /** Whose purchases of a day are added up apart. */
    record CustomerDay(UUID userId, LocalDate day, String currency) {}

    /** What is added; may be negative where something is taken off. */
    record Sum(long times, long seats, BigDecimal amount) {
        Sum plus(Sum more) {
            return new Sum(times + more.times, seats + more.seats, amount.add(more.amount));
        }

        Sum negated() {
            return new Sum(-times, -seats, amount.negate());
        }
    }

    private final Map<EventMinute, Sum> happened = new HashMap<>();
    private final Map<CustomerDay, Sum> purchases = new HashMap<>();

    /** Adds a fact; one that says nothing of what is counted adds nothing. */
    void add(StoredFact stored) {
        Optional<BookingFact> booking = BookingFact.FAMILY.read(stored);
        if (booking.isPresent()) {
            add(booking.get(), stored.at());
            return;
        }
        WaitlistFact.FAMILY.read(stored).ifPresent(fact -> add(fact, stored.at()));
    }

    Map<EventMinute, Sum> happened() {
        return happened;
    }

    /** What each user bought, less what they gave back, by the day of the booking. */
    Map<CustomerDay, Sum> purchases() {
        return purchases;
    }

    private void add(BookingFact fact, Instant at) {
        if (fact instanceof BookingFact.Confirmed it) {
            confirmed(it, at);
        } else if (fact instanceof BookingFact.Cancelled it) {
            cancelled(it, at);
        } else if (fact instanceof BookingFact.Refunded it) {
            money(it, Happening.CALLED_OFF, at);
            purchased(it, sum(it).negated());
        } else if (fact instanceof BookingFact.Held it) {
            count(it.eventId(), Happening.HELD, at, 1, it.quantity());
        } else if (fact instanceof BookingFact.Expired it) {
            count(it.eventId(), Happening.HOLD_EXPIRED, at, 1, it.quantity());
        } else if (fact instanceof BookingFact.Refused it) {
            count(it.eventId(), Happening.REFUSED, at, it.requests(), it.seats());
        }
    }

    private void confirmed(BookingFact.Confirmed it, Instant at) {
        money(it, Happening.CHARGED, at);
        purchased(it, sum(it));
        if (HELD.equals(it.was())) {
            count(it.eventId(), Happening.HOLD_KEPT, at, 1, it.quantity());
        } else if (OFFERED.equals(it.was())) {
            count(it.eventId(), Happening.ACCEPTED, at, 1, it.quantity());
        }
    }

    private void cancelled(BookingFact.Cancelled it, Instant at) {
        if (CONFIRMED.equals(it.was())) {
            money(it, Happening.REFUNDED, at);
            purchased(it, sum(it).negated());
        } else {
            count(it.eventId(), Happening.HOLD_GIVEN_UP, at, 1, it.quantity());
        }
    }

    // An accepted offer is told by its booking, which is there as well when nobody was asked.
    private void add(WaitlistFact fact, Instant at) {
        if (fact instanceof WaitlistFact.Joined it) {
            count(it.eventId(), Happening.JOINED, at, 1, it.quantity());
        } else if (fact instanceof WaitlistFact.Promoted it) {
            count(it.eventId(), Happening.OFFERED, at, 1, it.quantity());
        } else if (fact instanceof WaitlistFact.OfferRefused it) {
            count(it.eventId(), Happening.DECLINED, at, 1, it.quantity());
        } else if (fact instanceof WaitlistFact.OfferExpired it) {
            count(it.eventId(), Happening.LAPSED, at, 1, it.quantity());
        }
    }

    private static Sum sum(BookingFact.OfBooking it) {
        return new Sum(1, it.quantity(), it.total());
    }

    private void money(BookingFact.OfBooking it, Happening happening, Instant at) {
        happened.merge(key(it.eventId(), happening, at, it.currency()), sum(it), Sum::plus);
    }

    private void count(UUID eventId, Happening happening, Instant at, int times, int seats) {
        happened.merge(
                key(eventId, happening, at, Tally.NO_CURRENCY), new Sum(times, seats, BigDecimal.ZERO), Sum::plus);
    }

    // By the day on which it was booked or first held, so that what is given back is taken off where it was put on.
    private void purchased(BookingFact.OfBooking it, Sum sum) {
        CustomerDay day =
                new CustomerDay(it.userId(), it.bookedAt().atOffset(UTC).toLocalDate(), it.currency());
        purchases.merge(day, sum, Sum::plus);
    }

    private static EventMinute key(UUID eventId, Happening happening, Instant at, String currency) {
        return new EventMinute(eventId, at.truncatedTo(ChronoUnit.MINUTES), happening, currency);
    }
}
