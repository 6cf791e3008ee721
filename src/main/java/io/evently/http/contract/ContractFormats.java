package io.evently.http.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The string formats of the document, checked exactly as the code behind reads them. */
final class ContractFormats {
    private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?" + "(?:[Zz]|[+-]\\d{2}:\\d{2})");
    // One @, a dotted domain, nothing exotic: what mail servers of today take. Blanks around are trimmed by sign-up.
    private static final Pattern EMAIL = Pattern.compile("\\s*[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+\\s*");

    public static final List<Format> ALL = List.of(
            new Checked("uuid", ContractFormats::isUuid),
            new Checked("date-time", ContractFormats::isDateTime),
            new Checked("email", text -> EMAIL.matcher(text).matches()));

    private ContractFormats() {}

    // By hand: nearly every request carries two or three.
    private static boolean isUuid(String text) {
        if (text.length() != UUID_FORM.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = UUID_FORM.charAt(i) == '-' ? c == '-' : isHexadecimal(c);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexadecimal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isDateTime(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private record Checked(String name, Predicate<String> check) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return check.test(value);
        }
    }
}
