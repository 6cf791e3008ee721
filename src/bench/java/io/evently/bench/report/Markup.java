package io.evently.bench.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Locale;

/** Text for HTML and SVG. Formats are the program's own; every argument that is a text is escaped. */
final class Markup {
    private final StringBuilder text = new StringBuilder();

    static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** Appends a line. */
    @CanIgnoreReturnValue
    Markup add(String format, Object... values) {
        Object[] safe = values.clone();
        for (int i = 0; i < safe.length; i++) {
            if (safe[i] instanceof String raw) {
                safe[i] = escaped(raw);
            }
        }
        text.append(String.format(Locale.ROOT, format, safe)).append('\n');
        return this;
    }

    /** Appends what is markup already. */
    @CanIgnoreReturnValue
    Markup add(Markup inner) {
        text.append(inner.text);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
