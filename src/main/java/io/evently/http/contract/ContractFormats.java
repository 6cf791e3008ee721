package io.evently.http.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import io.evently.account.EmailAddress;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The string formats of the document, checked exactly as the code behind reads them. */
final class ContractFormats {
    private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final int LAST_YEAR = 9999;
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?" + "(?:[Zz]|[+-]\\d{2}:\\d{2})");

    public static final List<Format> ALL = List.of(
            new Checked("uuid", ContractFormats::isUuid),
            new Checked("date-time", ContractFormats::isDateTime),
            new Checked("email", text -> EmailAddress.parse(text).isPresent()));

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
            // In UTC, the form in which it goes out again: an offset can lead out of the years that have four digits.
            int year = OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .getYear();
            return year > 0 && year <= LAST_YEAR;
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
