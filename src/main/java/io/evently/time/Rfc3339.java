package io.evently.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Instants in RFC 3339: UTC, milliseconds, what is finer cut off. */
public final class Rfc3339 {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final long YEAR_0 = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long YEAR_10000 = LocalDate.of(10_000, 1, 1).toEpochDay();
    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MILLISECOND = 1_000_000;

    private Rfc3339() {}

    /** An instant as text, of 24 characters up to the year 9999. */
    // Digit by digit: a page of events holds 150 instants, and the formatter takes longer than all else in it together.
    public static String text(Instant instant) {
        long day = Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY);
        if (day < YEAR_0 || day >= YEAR_10000) {
            return MILLISECONDS.format(instant);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_A_DAY);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 0, 4, date.getYear());
        digits(text, 5, 2, date.getMonthValue());
        digits(text, 8, 2, date.getDayOfMonth());
        digits(text, 11, 2, second / 3600);
        digits(text, 14, 2, second / 60 % 60);
        digits(text, 17, 2, second % 60);
        digits(text, 20, 3, instant.getNano() / NANOS_A_MILLISECOND);
        return new String(text);
    }

    private static void digits(char[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
