package io.evently.api;

import io.evently.account.Account;
import io.evently.account.Session;
import io.evently.http.Envelope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Accounts as the API shows them; this part of it speaks camelCase. */
final class AccountViews {
    private AccountViews() {}

    static Envelope signedIn(String message, Session session, Duration tokenLife) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("success", true);
        data.put("user", user(session.account()));
        data.put("token", String.valueOf(session.token()));
        data.put("expiresIn", inHours(tokenLife));
        return Envelope.success().and("message", message).and("data", data);
    }

    static Map<String, Object> user(Account account) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", account.id());
        user.put("email", account.email().text());
        user.put("name", account.name());
        user.put("role", text(account.role()));
        return user;
    }

    static Map<String, Object> profile(Account account) {
        Map<String, Object> profile = user(account);
        profile.put("tier", text(account.tier()));
        profile.put("isActive", account.active());
        profile.put("memberSince", account.createdAt());
        return profile;
    }

    static Map<String, Object> withTotals(Account account, UserTotals totals) {
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("totalBookings", totals.bookings());
        stats.put("totalSpent", totals.spent());
        Map<String, Object> profile = profile(account);
        profile.put("stats", stats);
        return profile;
    }

    static String inHours(Duration life) {
        return life.toMinutesPart() == 0 ? life.toHours() + "h" : life.toMinutes() + "m";
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
