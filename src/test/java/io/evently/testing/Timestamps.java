package io.evently.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds whatever looks like an instant in the messages of a client and is not written as all instants are that leave the
 * service: RFC 3339, UTC, milliseconds. Any thread.
 */
public final class Timestamps {
    private static final Pattern LIKELY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[^\"\\\\\\s,}\\]]*");
    private static final Pattern RIGHT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private final Queue<String> strange = new ConcurrentLinkedQueue<>();

    /** The instants in a message that are written in another way. */
    public static List<String> strange(String message) {
        return LIKELY.matcher(message)
                .results()
                .map(MatchResult::group)
                .filter(instant -> !RIGHT.matcher(instant).matches())
                .toList();
    }

    /** Looks at a message that came. */
    public void scan(String message) {
        strange.addAll(strange(message));
    }

    /** Fails when a message until now had an instant in another format. */
    public void assertOneFormat() {
        assertThat(strange)
                .as("instants that are not like 2026-06-01T10:00:00.000Z")
                .isEmpty();
    }
}
