package io.evently.text;

import java.text.Normalizer;
import java.util.Optional;

/** One form for text that looks alike, and what a name needs to be one. Waits for nothing. */
public final class Text {
    // Below it nothing changes its form: combining characters begin here.
    private static final int FIRST_COMBINING = 0x0300;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    // Letters and symbols by their category, and yet nothing to see: Hangul fillers and the braille cell without dots.
    private static final int[] BLANK = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0};

    private Text() {}

    /** The composed form (NFC): the same text typed on another keyboard becomes equal. Most text is returned as it is. */
    public static String composed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    /**
     * Why the text cannot be a name or a title, as the end of a sentence that begins with "it"; empty when it can. It must
     * show something, and nothing in it may change how its neighbours are shown.
     */
    public static Optional<String> refusalAsName(String text) {
        boolean visible = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (isHidden(point) && !joins(text, i, point)) {
                return Optional.of("must not contain control, format or bidirectional characters");
            }
            visible |= isVisible(point);
        }
        return visible ? Optional.empty() : Optional.of("must have at least one visible character");
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    // Persian and Indic names are written with these, and families of emoji: between two characters, one at a time.
    private static boolean joins(String text, int at, int point) {
        return (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER)
                && at > 0
                && at + 1 < text.length()
                && !isHidden(text.codePointBefore(at))
                && !isHidden(text.codePointAt(at + 1))
                && !Character.isWhitespace(text.codePointBefore(at))
                && !Character.isWhitespace(text.codePointAt(at + 1));
    }

    // A mark alone has nothing to stand on. What this version of Java does not know yet may well be an emoji.
    private static boolean isVisible(int point) {
        for (int blank : BLANK) {
            if (point == blank) {
                return false;
            }
        }
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.PRIVATE_USE -> false;
            default -> !isHidden(point);
        };
    }
}
