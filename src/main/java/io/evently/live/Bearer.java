package io.evently.live;

import java.util.Locale;

/** A token as clients send it: bare, or as in an {@code Authorization} header. */
public final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    public static String strip(String presented) {
        return presented.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? presented.substring(SCHEME.length()).strip()
                : presented.strip();
    }
}
