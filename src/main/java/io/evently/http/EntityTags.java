package io.evently.http;

import io.evently.hash.Sha256;
import java.util.HexFormat;

/** Strong entity tags of RFC 9110. */
public final class EntityTags {
    private static final int DIGITS = 16;

    private EntityTags() {}

    /** A tag of the content itself. */
    public static String of(byte[] content) {
        return quoted(HexFormat.of().formatHex(Sha256.of(content)).substring(0, DIGITS));
    }

    /**
     * A strong entity tag.
     *
     * @param value printable ASCII without quotes, for example a row version
     */
    public static String quoted(String value) {
        return '"' + value + '"';
    }

    /**
     * Whether an {@code If-None-Match} or {@code If-Match} header names the tag, or all tags. A weak tag counts as its
     * strong one: proxies that compress weaken tags on the way.
     */
    public static boolean matches(String header, String tag) {
        for (String candidate : header.split(",", -1)) {
            String held = candidate.strip();
            if (held.equals("*") || held.equals(tag) || held.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }
}
