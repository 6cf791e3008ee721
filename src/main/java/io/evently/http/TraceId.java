package io.evently.http;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Trace ids of W3C Trace Context: 32 lower-case hexadecimal digits, not all zero. */
final class TraceId {
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
    private static final String NONE = "0".repeat(32);
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private TraceId() {}

    /** The trace of an incoming {@code traceparent}, else a new one. */
    static String of(@Nullable String traceparent) {
        if (traceparent != null) {
            Matcher matcher = TRACEPARENT.matcher(traceparent);
            if (matcher.matches() && !NONE.equals(matcher.group(1))) {
                return matcher.group(1);
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[32];
        // The lowest bit makes sure that the id is not all zero.
        fill(id, 0, random.nextLong());
        fill(id, 16, random.nextLong() | 1);
        return new String(id);
    }

    private static void fill(char[] id, int from, long bits) {
        for (int i = 0; i < 16; i++) {
            id[from + i] = DIGITS[(int) (bits >>> (60 - 4 * i)) & 0xF];
        }
    }
}
