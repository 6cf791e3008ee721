package io.evently.booking.service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Booking references: {@code EVT}, the UTC date, the letter of the shard, then eleven random characters of thirty that
 * cannot be mistaken for one another (54 bits). Safe to share between threads when the random source is.
 */
public final class References {
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_CHARACTERS = 11;
    // Thirty to the power of eleven.
    private static final long COMBINATIONS = 17_714_700_000_000_000L;
    private static final Pattern FORM =
            Pattern.compile("EVT\\d{8}([A-Z])[" + ALPHABET + "]{" + RANDOM_CHARACTERS + "}");

    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Pd}]");

    private final Clock clock;
    private final RandomGenerator random;

    public References(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new reference on a shard, 0–25. */
    public String next(int shard) {
        StringBuilder text = new StringBuilder("EVT")
                .append(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE))
                .append((char) ('A' + shard));
        // One draw for all characters: a secure source is asked under a lock that all event loops share.
        long drawn = random.nextLong(COMBINATIONS);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            text.append(ALPHABET.charAt((int) (drawn % ALPHABET.length())));
            drawn /= ALPHABET.length();
        }
        return text.toString();
    }

    /** A reference as it stands on the booking, however it was typed: in any case, with blanks or hyphens in it. */
    static String asPrinted(String typed) {
        return SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** The shard a reference names, or nothing when it is not one of ours. */
    public static OptionalInt shardOf(String reference, int count) {
        Matcher matcher = FORM.matcher(reference);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int shard = matcher.group(1).charAt(0) - 'A';
        return shard < count ? OptionalInt.of(shard) : OptionalInt.empty();
    }
}
