package io.evently.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds whatever looks like an instant or an amount of money in what leaves the service and is not written as all of them
 * are: RFC 3339, UTC, milliseconds; a number with two places. Any thread.
 */
public final class Timestamps {
    private static final Pattern LIKELY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[^\"\\\\\\s,}\\]]*");
    private static final Pattern RIGHT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final Pattern LIKELY_AMOUNT =
            Pattern.compile("(?:price|unit_price|total|total_amount)\\\\*\"\\s*:\\s*(-?[0-9][0-9.eE+-]*|\\\\*\"[0-9])");
    private static final Pattern RIGHT_AMOUNT = Pattern.compile("-?\\d+\\.\\d\\d");

    private final Queue<String> strange = new ConcurrentLinkedQueue<>();

    /** The instants and amounts in a message that are written in another way. */
    public static List<String> strange(String message) {
        Stream<String> instants = strangeInstants(message);
        Stream<String> amounts = LIKELY_AMOUNT
                .matcher(message)
                .results()
                .filter(amount -> !RIGHT_AMOUNT.matcher(amount.group(1)).matches())
                .map(MatchResult::group);
        return Stream.concat(instants, amounts).toList();
    }

    private static Stream<String> strangeInstants(String message) {
        return LIKELY.matcher(message)
                .results()
                .map(MatchResult::group)
                .filter(instant -> !RIGHT.matcher(instant).matches());
    }

    /** Looks at what a JavaScript client printed of a message: it has lost the places of the amounts. */
    public void scanPrinted(String message) {
        strange.addAll(strangeInstants(message).toList());
    }

    /** Looks at a message that came. */
    public void scan(String message) {
        strange.addAll(strange(message));
    }

    /** Fails when a message until now had an instant or an amount in another format. */
    public void assertOneFormat() {
        assertThat(strange)
                .as("instants that are not like 2026-06-01T10:00:00.000Z, amounts that are not like 10.00")
                .isEmpty();
    }
}
