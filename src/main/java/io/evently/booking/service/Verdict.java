package io.evently.booking.service;

import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;

/** What a flush statement said of one wish. */
sealed interface Verdict {

    /** The answer, durably so when it changed anything. */
    record Final(BookingOutcome outcome) implements Verdict {}

    /** Nothing was done, nor would it be the next time. */
    record Broken(Throwable cause) implements Verdict {}

    /** Nothing was done: another node owns the event by now. */
    record Fenced() implements Verdict {}

    /** Nothing was done: the waitlist offers the user just these seats, and the offer is to be taken instead. */
    record Offered() implements Verdict {}

    /** What the key was answered with before; it has to be claimed, for its booking may be on the way to be undone. */
    record Unclaimed(Booked answer) implements Verdict {}

    /** Nothing was done: there is no offer to take any more. Whoever just wanted seats wants some on sale. */
    record NotOffered(BookingOutcome otherwise) implements Verdict {}

    /** Nothing was done: somebody else has locked the event, and the others were not to wait for it. */
    record Busy() implements Verdict {}

    /** Nothing was done: the row changed between the statement's snapshot and its lock; ask again. */
    record Stale() implements Verdict {}
}
