package io.evently.channel;

import java.util.regex.Pattern;

/** Text as protocols of lines can take it. */
final class PlainText {
    // Control and format characters, unpaired surrogates, and the two separators that some readers take for line ends.
    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
    private static final Pattern NOT_IN_A_TEXT = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]+");
    private static final char MORE = '…';

    private PlainText() {}

    /** One line, at most so many code points. */
    static String line(String text, int longest) {
        return cut(NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip(), longest);
    }

    /** Lines ended by {@code \n}, no other control characters, at most so many code points. */
    static String lines(String text, int longest) {
        return cut(
                NOT_IN_A_TEXT
                        .matcher(text.replace("\r\n", "\n"))
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
