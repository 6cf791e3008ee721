package io.evently.bench.waitlist;

/**
 * What came of one event, or of several.
 *
 * @param joiners those who joined the list
 * @param wantedSeats seats that these wanted
 * @param freedSeats seats that came back by cancellation
 * @param freedWhileWaiting of those, while somebody waited or had an offer
 * @param recapturedSeats seats that were booked by those who waited
 * @param bookings of those who waited
 * @param offers made
 * @param steps of the simulation after which the rules were checked
 */
record Played(
        long joiners,
        long wantedSeats,
        long freedSeats,
        long freedWhileWaiting,
        long recapturedSeats,
        long bookings,
        long offers,
        long steps,
        Violations violations) {
    static final Played NOTHING = new Played(0, 0, 0, 0, 0, 0, 0, 0, Violations.NONE);

    private static final int MUCH_WANTED = 2;

    Played plus(Played other) {
        return new Played(
                joiners + other.joiners,
                wantedSeats + other.wantedSeats,
                freedSeats + other.freedSeats,
                freedWhileWaiting + other.freedWhileWaiting,
                recapturedSeats + other.recapturedSeats,
                bookings + other.bookings,
                offers + other.offers,
                steps + other.steps,
                violations.plus(other.violations));
    }

    /** Whether the list wanted at least twice what came back. */
    boolean muchWanted() {
        return wantedSeats >= MUCH_WANTED * freedSeats;
    }

    double recapture() {
        return (double) recapturedSeats / freedWhileWaiting;
    }
}
