package io.evently.booking.service;

import io.evently.booking.BookingOutcome;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** A wish in its lane, and whom to answer. Used on one event loop only. */
final class Waiting {
    private final Promise<BookingOutcome> answer = Promise.promise();
    private Wish wish;
    private Wish.@Nullable Seats onSale;
    private final long since = System.nanoTime();
    private int attempts;
    private @Nullable Verdict verdict;

    Waiting(Wish wish) {
        this.wish = wish;
    }

    Wish wish() {
        return wish;
    }

    /** When it came, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    Promise<BookingOutcome> answer() {
        return answer;
    }

    int attempts() {
        return attempts;
    }

    /** What the last flush said; null while it says nothing. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    void decide(Verdict decided) {
        verdict = decided;
    }

    /** Counts one more flush of this wish. */
    void attempted() {
        attempts++;
        verdict = null;
    }

    /** Replaces the reference after a collision. */
    void renew(String reference) {
        wish = wish.withReference(reference);
    }

    /** Wants from now on what the waitlist offers instead of seats on sale. */
    void takeOffer() {
        if (wish instanceof Wish.Seats seats) {
            onSale = seats;
            wish = new Wish.Acceptance(
                    seats.eventId(),
                    seats.bookingId(),
                    seats.reference(),
                    seats.userId(),
                    seats.key(),
                    seats.deadline(),
                    seats.trace());
        }
    }

    /** Wants seats on sale again, when that is what it asked for; false when it asked for the offer itself. */
    boolean takeSeats() {
        if (onSale == null) {
            return false;
        }
        wish = onSale;
        onSale = null;
        return true;
    }

    /** Answers the client; the first answer stands. */
    void answer(BookingOutcome outcome) {
        boolean first = answer.tryComplete(outcome);
        assert first : "a wish is answered once";
    }
}
