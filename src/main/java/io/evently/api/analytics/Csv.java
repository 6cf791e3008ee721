package io.evently.api.analytics;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Rows of comma-separated values, RFC 4180. A cell of text that a spreadsheet would take for a formula, since it begins with
 * {@code = + - @}, a tabulator or a line end, gets an apostrophe in front (OWASP, "CSV Injection").
 */
final class Csv {
    static final String CONTENT_TYPE = "text/csv; charset=utf-8";

    private static final String FORMULA = "=+-@\t\r\n";
    private static final String SPECIAL = ",\"\r\n";

    private Csv() {}

    /** A row of texts, each guarded. */
    static void row(Buffer out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.appendString(",");
            }
            out.appendString(cell(cells.get(i)));
        }
        out.appendString("\r\n");
    }

    private static String cell(String text) {
        String guarded = isFormula(text) ? '\'' + text : text;
        boolean quoted = guarded.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
        return quoted ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }

    // Some spreadsheets overlook blanks in front, and take the wide forms of East Asian scripts for the plain ones.
    private static boolean isFormula(String text) {
        String seen = text.stripLeading();
        if (text.isEmpty()) {
            return false;
        }
        if (FORMULA.indexOf(text.charAt(0)) >= 0) {
            return true;
        }
        return !seen.isEmpty() && (FORMULA.indexOf(seen.charAt(0)) >= 0 || "＝＋－＠".indexOf(seen.charAt(0)) >= 0);
    }
}
