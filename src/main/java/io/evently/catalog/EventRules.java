package io.evently.catalog;

import io.evently.money.Currencies;
import io.evently.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event must look like. A null stands for a field that is left as it is and has no problem. */
final class EventRules {
    private static final int MAX_TITLE = 200;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_CAPACITY = 1_000_000;
    private static final int PRICE_SCALE = 2;
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);
    /** The first moment that RFC 3339 cannot write. */
    private static final Instant END_OF_DATES =
            Instant.parse("9999-12-31T23:59:59.999Z").plusMillis(1);

    private final Map<String, String> problems = new LinkedHashMap<>();

    private EventRules() {}

    /** What is wrong with a wish for a new event: a sentence for each field, by the field's name in the API. */
    static Map<String, String> problems(CreateEvent wish, Instant now) {
        EventRules rules = new EventRules();
        rules.title("name", wish.name());
        rules.title("venue", wish.venue());
        rules.description(wish.description());
        rules.date(wish.eventDate(), now);
        rules.capacity(wish.totalCapacity());
        rules.price(wish.price());
        rules.currency(wish.currency());
        rules.payable(wish.price(), wish.currency());
        return rules.problems;
    }

    /**
     * What is wrong with a wish for a change. Whether a price fits a currency of which only one is named is decided where the
     * other one is known.
     */
    static Map<String, String> problems(UpdateEvent wish, Instant now) {
        EventRules rules = new EventRules();
        if (wish.empty()) {
            rules.problems.put("body", "must name at least one field to change");
        }
        rules.title("name", wish.name());
        rules.title("venue", wish.venue());
        rules.description(wish.description());
        rules.date(wish.eventDate(), now);
        rules.capacity(wish.totalCapacity());
        rules.price(wish.price());
        rules.currency(wish.currency());
        if (wish.price() != null && wish.currency() != null) {
            rules.payable(wish.price(), wish.currency());
        }
        return rules.problems;
    }

    private void title(String field, @Nullable String title) {
        if (title == null) {
            return;
        }
        if (title.isBlank() || title.codePointCount(0, title.length()) > MAX_TITLE) {
            problems.put(field, "must have 1 to " + MAX_TITLE + " characters and not be blank");
        } else {
            Text.refusalAsName(title).ifPresent(refusal -> problems.put(field, refusal));
        }
    }

    private void description(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.codePointCount(0, text.length()) > MAX_DESCRIPTION) {
            problems.put("description", "must have at most " + MAX_DESCRIPTION + " characters");
        } else {
            storable("description", text);
        }
    }

    private void storable(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            problems.put(field, "must not contain the character U+0000");
        }
    }

    private void date(@Nullable Instant date, Instant now) {
        if (date == null) {
            return;
        }
        if (!date.isAfter(now)) {
            problems.put("event_date", "must be in the future");
        } else if (!date.isBefore(END_OF_DATES)) {
            problems.put("event_date", "must be in the year 9999 (UTC) at the latest");
        }
    }

    private void capacity(@Nullable Integer capacity) {
        if (capacity != null && (capacity < 1 || capacity > MAX_CAPACITY)) {
            problems.put("total_capacity", "must be 1 to " + MAX_CAPACITY);
        }
    }

    private void price(@Nullable BigDecimal price) {
        if (price == null) {
            return;
        }
        if (price.signum() < 0 || price.compareTo(MAX_PRICE) > 0) {
            problems.put("price", "must be 0 to " + MAX_PRICE);
        } else if (price.stripTrailingZeros().scale() > PRICE_SCALE) {
            problems.put("price", "must have at most " + PRICE_SCALE + " decimal places");
        }
    }

    private void currency(@Nullable String code) {
        if (code != null && !Currencies.inUse(code)) {
            problems.put("currency", "must be the code of a currency in use (ISO 4217), such as USD");
        }
    }

    private void payable(BigDecimal price, String currency) {
        if (!Currencies.payable(price, currency)) {
            problems.putIfAbsent("price", notPayable(currency));
        }
    }

    /** What is wrong with a price that has more decimal places than its currency. */
    static String notPayable(String currency) {
        return "must be a whole number: " + currency + " has no decimal places";
    }
}
