package io.evently.channel;

import java.util.regex.Pattern;

/** Text as protocols of lines can take it. */
final class PlainText {
    // Control and format characters, unpaired surrogates, and the two separators that some readers take for line ends.
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
    private static final Pattern NOT_IN_A_TEXT = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]+");
    // What no reader sees and what turns the order of letters around: text must not pass for another.
    private static final Pattern UNSEEN =
            Pattern.compile("[\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]+");
    private static final Pattern FORMAT = Pattern.compile("\\p{Cf}+");
    /** A dot that makes a domain of what stands around it, for programs that make links of domains. */
    private static final Pattern DOT_OF_A_DOMAIN = Pattern.compile("(?<=[\\p{L}\\p{N}])\\.(?=[\\p{L}\\p{N}]{2})");

    private static final char MORE = '…';

    private PlainText() {}

    /** One line, at most so many code points. */
    static String line(String text, int longest) {
        return cut(
                NOT_IN_A_LINE
                        .matcher(UNSEEN.matcher(text).replaceAll(""))
                        .replaceAll(" ")
                        .strip(),
                longest);
    }

    /** A name that somebody gave themselves, as it is shown to others: one line in which nothing becomes a link. */
    static String name(String text, int longest) {
        String line = line(FORMAT.matcher(text).replaceAll(""), longest);
        return DOT_OF_A_DOMAIN
                .matcher(line.replace("://", " ").replace('@', ' '))
                .replaceAll(". ");
    }

    /** Lines ended by {@code \n}, no other control characters, at most so many code points. */
    static String lines(String text, int longest) {
        return cut(
                NOT_IN_A_TEXT
                        .matcher(UNSEEN.matcher(text).replaceAll("").replace("\r\n", "\n"))
                        .replaceAll(" ")
                        .strip(),
                longest);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)).stripTrailing() + MORE;
    }
}
