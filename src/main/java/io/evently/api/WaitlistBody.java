package io.evently.api;

import io.evently.account.Tier;
import io.evently.waitlist.Promotion;
import io.evently.waitlist.WaitlistEntry;
import io.evently.waitlist.WaitlistStats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waitlists as the API shows them. What cannot be said is null, never left out. */
final class WaitlistBody {
    private static final int SHARE_DIGITS = 4;

    private WaitlistBody() {}

    /** The place that somebody just took. */
    static Map<String, @Nullable Object> joined(WaitlistEntry entry) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("waitlist_id", entry.id());
        body.put("position", entry.position());
        body.put("total_ahead", entry.totalAhead());
        body.put("seats_ahead", entry.seatsAhead());
        body.put("estimated_wait_time", tenths(entry.estimatedWait()));
        body.put("promotion_probability", whole(entry.promotionProbability()));
        body.put("user_tier", text(entry.tier()));
        body.put("priority_score", tenths(entry.priorityScore()));
        body.put("quantity", entry.quantity());
        body.put("status", entry.status().code());
        body.put("joined_at", entry.joinedAt());
        body.put("auto_book", entry.autoBook());
        body.put("accept_partial", entry.acceptPartial());
        return body;
    }

    /** Where somebody stands, and what is offered. */
    static Map<String, @Nullable Object> found(WaitlistEntry entry) {
        Map<String, @Nullable Object> body = joined(entry);
        body.put("offer_expires_at", entry.offerExpiresAt());
        body.put("seats_offered", entry.seatsOffered());
        body.put("price", entry.price());
        body.put("currency", entry.currency());
        body.put("booking_id", entry.bookingId());
        return body;
    }

    /** One entry in a list of many people's. */
    static Map<String, @Nullable Object> listed(WaitlistEntry entry) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("user_id", entry.userId());
        body.putAll(found(entry));
        return body;
    }

    static Map<String, @Nullable Object> stats(WaitlistStats stats) {
        Map<String, Object> tiers = new LinkedHashMap<>();
        List<Tier> highestFirst = new ArrayList<>(List.of(Tier.values()));
        Collections.reverse(highestFirst);
        highestFirst.forEach(tier -> tiers.put(text(tier), stats.tiers().getOrDefault(tier, 0)));
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("total_waiting", stats.waiting());
        body.put("average_wait_time", tenths(stats.averageWait()));
        body.put("promotion_rate", share(stats.promotionRate()));
        body.put("tiers", tiers);
        body.put("seats_wanted", stats.seatsWanted());
        body.put("offers_out", stats.offersOut());
        body.put("acceptance_rate", share(stats.acceptanceRate()));
        body.put("recapture_rate", share(stats.recaptureRate()));
        return body;
    }

    static Map<String, @Nullable Object> promoted(Promotion promotion) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("user_id", promotion.userId());
        body.put("position", promotion.position());
        body.put("quantity", promotion.quantity());
        body.put("offer_expires_at", promotion.offerExpiresAt());
        body.put("booking_id", promotion.bookingId());
        // The outbox row that tells the user was written in the transaction that made the offer.
        body.put("notification_sent", true);
        return body;
    }

    private static @Nullable BigDecimal tenths(@Nullable Double value) {
        return rounded(value, 1);
    }

    private static @Nullable BigDecimal whole(@Nullable Double value) {
        return rounded(value, 0);
    }

    private static @Nullable BigDecimal share(@Nullable Double value) {
        return rounded(value, SHARE_DIGITS);
    }

    // Without zeros at the end: what is whole is shown as a whole number.
    private static @Nullable BigDecimal rounded(@Nullable Double value, int digits) {
        return value == null
                ? null
                : BigDecimal.valueOf(value)
                        .setScale(digits, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
    }

    private static String text(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
