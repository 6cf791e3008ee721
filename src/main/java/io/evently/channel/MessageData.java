package io.evently.channel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads what a message carries; a member that is missing or of another kind is no member. */
final class MessageData {
    private static final int CENTS = 2;

    private MessageData() {}

    /** Text, or a number as text. */
    static Optional<String> text(Message message, String member) {
        Object value = message.data().getValue(member);
        return value instanceof String || value instanceof Number
                ? Optional.of(value.toString()).filter(text -> !text.isBlank())
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

    /** An amount of money with its currency before it. */
    static Optional<String> money(Message message, String amount, String currency) {
        if (!(message.data().getValue(amount) instanceof Number number)) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number.toString());
        String figures = value.setScale(
                        Math.max(CENTS, value.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
        return Optional.of(
                text(message, currency).map(name -> name + ' ' + figures).orElse(figures));
    }
}
