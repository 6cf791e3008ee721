package io.evently.api;

import io.evently.catalog.Event;
import io.evently.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The strong entity tag of an event. It names the version of the entry and the counters, since the representation
 * changes with every sale; an edit overwrites only the entry, so {@code If-Match} asks for the version alone.
 */
record EventTag(int version, int sold, int held, int waiting) {
    // RFC 9110, 8.8.3
    private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");
    private static final Pattern TAG_LIST =
            Pattern.compile("[ \\t,]*" + ENTITY_TAG + "(?:[ \\t]*,[ \\t,]*" + ENTITY_TAG + ")*+[ \\t,]*");
    private static final Pattern OURS = Pattern.compile("(\\d{1,9})-\\d{1,9}-\\d{1,9}-\\d{1,9}");
    private static final String ANY = "*";

    static EventTag of(Event event) {
        return new EventTag(event.version(), event.seatsSold(), event.seatsHeld(), event.waitlistCount());
    }

    /** Whether an {@code If-None-Match} names this tag, so that the client has what it would get. */
    boolean isIn(String ifNoneMatch) {
        return ANY.equals(ifNoneMatch.trim())
                || tags(ifNoneMatch).stream().anyMatch(tag -> tag.opaque.equals(opaque()));
    }

    /** The versions of an event that a request is meant for, by its {@code If-Match}; null when any will do. */
    static @Nullable List<Integer> wanted(Call call) {
        return call.header("If-Match")
                .filter(header -> !isAny(header))
                .map(EventTag::versions)
                .orElse(null);
    }

    /** True when an {@code If-Match} is content with any version. */
    static boolean isAny(String ifMatch) {
        return ANY.equals(ifMatch.trim());
    }

    /** The versions an {@code If-Match} is content with; none when it is malformed or names no tag of ours. */
    static List<Integer> versions(String ifMatch) {
        List<Integer> versions = new ArrayList<>();
        for (Tag tag : tags(ifMatch)) {
            Matcher ours = OURS.matcher(tag.opaque);
            // A weak tag never matches: the comparison of If-Match is the strong one.
            if (!tag.weak && ours.matches()) {
                versions.add(Integer.valueOf(ours.group(1)));
            }
        }
        return versions;
    }

    /** As it stands in the header {@code ETag}. */
    @Override
    public String toString() {
        return '"' + opaque() + '"';
    }

    private String opaque() {
        return version + "-" + sold + '-' + held + '-' + waiting;
    }

    private static List<Tag> tags(String header) {
        List<Tag> tags = new ArrayList<>();
        if (TAG_LIST.matcher(header).matches()) {
            Matcher tag = ENTITY_TAG.matcher(header);
            while (tag.find()) {
                tags.add(new Tag(tag.group(1) != null, tag.group(2)));
            }
        }
        return tags;
    }

    private record Tag(boolean weak, String opaque) {}
}
