package io.evently.api.analytics;

import io.evently.http.Call;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import static java.time.ZoneOffset.UTC;

/** The query parameters {@code from} and {@code to}: whole days, UTC, both included. */
record DayRange(LocalDate from, LocalDate to) {
    private static final int MOST_DAYS = 366;

    /**
     * What a request asks for.
     *
     * @param usual how many days up to that of now, when it names none
     */
    static DayRange of(Call call, Instant now, int usual) {
        LocalDate today = now.atOffset(UTC).toLocalDate();
        LocalDate to = call.query("to").map(text -> day("to", text)).orElse(today);
        LocalDate from = call.query("from").map(text -> day("from", text)).orElse(to.minusDays(usual - 1L));
        if (from.isAfter(to)) {
            throw new RefusedException(Problem.validation("from", "must not be after to"));
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new RefusedException(Problem.validation("from", "must be at most " + MOST_DAYS + " days before to"));
        }
        return new DayRange(from, to);
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Problem.validation(name, "must be a day of the calendar"));
        }
    }
}
