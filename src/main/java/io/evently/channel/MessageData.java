package io.evently.channel;

import io.evently.money.Currencies;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what a message carries; a member that is missing or of another kind is no member. */
final class MessageData {
    private MessageData() {}

    /** Text, or a number as text. */
    static Optional<String> text(Message message, String member) {
        return text(message.data(), member);
    }

    /** The same of a part of what a message carries. */
    static Optional<String> text(JsonObject data, String member) {
        Object value = data.getValue(member);
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    static Optional<Integer> number(Message message, String member) {
        return message.data().getValue(member) instanceof Number number
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    /** An RFC 3339 time. */
    static Optional<OffsetDateTime> instant(Message message, String member) {
        return text(message, member).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** An amount of money with its currency. */
    static Optional<String> money(Message message, String amount, String currency) {
        return message.data().getValue(amount) instanceof Number number
                ? text(message, currency).map(name -> Currencies.text(new BigDecimal(number.toString()), name))
                : Optional.empty();
    }
}
