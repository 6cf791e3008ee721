package io.evently.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.security.ApiOperation.Request;
import io.evently.security.ApiOperation.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("Of the operations of the document")
class AuthorisationIT {
    private enum For {
        ANYONE,
        USERS,
        ADMINS
    }

    /** Decided here once more, on purpose: a slip in the document must not open a door. */
    private static final Map<String, For> AUDIENCE = Map.ofEntries(
            Map.entry("registerUser", For.ANYONE),
            Map.entry("loginUser", For.ANYONE),
            Map.entry("getProfile", For.USERS),
            Map.entry("changePassword", For.USERS),
            Map.entry("validateToken", For.USERS),
            Map.entry("logoutUser", For.USERS),
            Map.entry("listUsers", For.ADMINS),
            Map.entry("updateUser", For.ADMINS),
            Map.entry("importUsers", For.ADMINS),
            Map.entry("listAuditEntries", For.ADMINS),
            Map.entry("listEvents", For.ANYONE),
            Map.entry("createEvent", For.ADMINS),
            Map.entry("getPopularEvents", For.ANYONE),
            Map.entry("getEvent", For.ANYONE),
            Map.entry("updateEvent", For.ADMINS),
            Map.entry("cancelEvent", For.ADMINS),
            Map.entry("createBooking", For.USERS),
            Map.entry("getBooking", For.USERS),
            Map.entry("confirmBooking", For.USERS),
            Map.entry("extendHold", For.USERS),
            Map.entry("cancelBooking", For.USERS),
            Map.entry("getBookingByReference", For.USERS),
            Map.entry("listUserBookings", For.USERS),
            Map.entry("joinWaitlist", For.USERS),
            Map.entry("getWaitlistEntry", For.USERS),
            Map.entry("leaveWaitlist", For.USERS),
            Map.entry("acceptOffer", For.USERS),
            Map.entry("getWaitlistStats", For.USERS),
            Map.entry("processWaitlist", For.ADMINS),
            Map.entry("listWaitlistEntries", For.ADMINS),
            Map.entry("sendNotification", For.ADMINS),
            Map.entry("broadcastNotification", For.ADMINS),
            Map.entry("getBroadcast", For.ADMINS),
            Map.entry("listNotifications", For.USERS),
            Map.entry("markAllNotificationsRead", For.USERS),
            Map.entry("markNotificationRead", For.USERS),
            Map.entry("listDeliveryAttempts", For.USERS),
            Map.entry("getNotificationStats", For.ADMINS),
            Map.entry("getPreferences", For.USERS),
            Map.entry("setPreferences", For.USERS),
            Map.entry("getPushKey", For.USERS),
            Map.entry("createPushSubscription", For.USERS),
            Map.entry("listPushSubscriptions", For.USERS),
            Map.entry("deletePushSubscription", For.USERS),
            Map.entry("createWebhook", For.ADMINS),
            Map.entry("listWebhooks", For.ADMINS),
            Map.entry("enableWebhook", For.ADMINS),
            Map.entry("deleteWebhook", For.ADMINS),
            Map.entry("listDeadLetters", For.ADMINS),
            Map.entry("replayDeadLetters", For.ADMINS),
            Map.entry("replayDeadLetter", For.ADMINS),
            Map.entry("getAnalytics", For.ADMINS),
            Map.entry("getEventAnalytics", For.ADMINS),
            Map.entry("getAnalyticsDashboard", For.ADMINS),
            Map.entry("getRealtimeAnalytics", For.ADMINS),
            Map.entry("getFunnelAnalytics", For.ADMINS),
            Map.entry("getRetentionAnalytics", For.ADMINS),
            Map.entry("getSegmentAnalytics", For.ADMINS),
            Map.entry("getWaitlistAnalytics", For.ADMINS),
            Map.entry("listPriceRecommendations", For.ADMINS),
            Map.entry("getEventPricing", For.ADMINS),
            Map.entry("savePricingPlan", For.ADMINS),
            Map.entry("applyPrice", For.ADMINS),
            Map.entry("getRateLimits", For.ADMINS),
            Map.entry("rebuildAnalytics", For.ADMINS),
            Map.entry("exportBookings", For.ADMINS),
            Map.entry("exportAttendees", For.ADMINS),
            Map.entry("exportSales", For.ADMINS),
            Map.entry("getPredictiveAnalytics", For.ADMINS),
            Map.entry("getEventPrediction", For.ADMINS),
            Map.entry("getLocalOutbox", For.ANYONE),
            Map.entry("getApiInfo", For.ANYONE),
            Map.entry("getOpenApi", For.ANYONE),
            Map.entry("getAsyncApi", For.ANYONE),
            Map.entry("getHealth", For.ANYONE),
            Map.entry("getLiveness", For.ANYONE),
            Map.entry("getReadiness", For.ANYONE),
            Map.entry("getMetrics", For.ANYONE));

    /** What a slot names, and what somebody gets who puts another's into it. */
    private enum Names {
        USER(403),
        BOOKING(404),
        REFERENCE(404),
        NOTIFICATION(404),
        SUBSCRIPTION(404),
        EVENT(0),
        FOR_ADMINS(0);

        private final int refusal;

        Names(int refusal) {
            this.refusal = refusal;
        }
    }

    private static final Map<String, Names> SLOTS = Map.ofEntries(
            Map.entry("updateUser path id", Names.USER),
            Map.entry("getEvent path eventId", Names.EVENT),
            Map.entry("updateEvent path eventId", Names.EVENT),
            Map.entry("cancelEvent path eventId", Names.EVENT),
            Map.entry("createBooking body user_id", Names.USER),
            Map.entry("createBooking body event_id", Names.EVENT),
            Map.entry("getBooking path bookingId", Names.BOOKING),
            Map.entry("confirmBooking path bookingId", Names.BOOKING),
            Map.entry("extendHold path bookingId", Names.BOOKING),
            Map.entry("cancelBooking path bookingId", Names.BOOKING),
            Map.entry("getBookingByReference path reference", Names.REFERENCE),
            Map.entry("listUserBookings path userId", Names.USER),
            Map.entry("joinWaitlist path eventId", Names.EVENT),
            Map.entry("joinWaitlist body user_id", Names.USER),
            Map.entry("getWaitlistEntry path eventId", Names.EVENT),
            Map.entry("getWaitlistEntry path userId", Names.USER),
            Map.entry("leaveWaitlist path eventId", Names.EVENT),
            Map.entry("leaveWaitlist path userId", Names.USER),
            Map.entry("acceptOffer path eventId", Names.EVENT),
            Map.entry("getWaitlistStats path eventId", Names.EVENT),
            Map.entry("processWaitlist path eventId", Names.EVENT),
            Map.entry("listWaitlistEntries path eventId", Names.EVENT),
            Map.entry("getEventAnalytics path eventId", Names.EVENT),
            Map.entry("getEventPrediction path eventId", Names.EVENT),
            Map.entry("getEventPricing path eventId", Names.EVENT),
            Map.entry("savePricingPlan path eventId", Names.EVENT),
            Map.entry("applyPrice path eventId", Names.EVENT),
            Map.entry("listAuditEntries query actor_id", Names.FOR_ADMINS),
            Map.entry("listAuditEntries query target_id", Names.FOR_ADMINS),
            Map.entry("listAuditEntries query before", Names.FOR_ADMINS),
            Map.entry("exportBookings query event_id", Names.EVENT),
            Map.entry("exportAttendees query event_id", Names.EVENT),
            Map.entry("sendNotification body user_id", Names.USER),
            Map.entry("broadcastNotification path id", Names.EVENT),
            Map.entry("getBroadcast path id", Names.FOR_ADMINS),
            Map.entry("listNotifications path userId", Names.USER),
            Map.entry("markAllNotificationsRead path userId", Names.USER),
            Map.entry("markNotificationRead path id", Names.NOTIFICATION),
            Map.entry("listDeliveryAttempts path id", Names.NOTIFICATION),
            Map.entry("deletePushSubscription path id", Names.SUBSCRIPTION),
            Map.entry("enableWebhook path id", Names.FOR_ADMINS),
            Map.entry("deleteWebhook path id", Names.FOR_ADMINS),
            Map.entry("replayDeadLetter path notificationId", Names.NOTIFICATION));

    private final TwoNodes nodes;
    private final NodeClient client;
    private final List<ApiOperation> operations;

    AuthorisationIT(TwoNodes nodes) {
        this.nodes = nodes;
        this.client = nodes.one();
        this.operations = ApiOperation.all(client.document());
    }

    @AfterEach
    void tellNoIntegrator() {
        client.get("/api/v1/notifications/webhooks", client.admin())
                .json()
                .path("data")
                .forEach(webhook -> assertThat(client.delete(
                                        "/api/v1/notifications/webhooks/"
                                                + webhook.path("id").asText(),
                                        client.admin())
                                .status())
                        .isEqualTo(200));
    }

    @Test
    @DisplayName("each is decided here to be for anyone, users or admins, and each id in it to be somebody's or not")
    void classified() {
        assertThat(new TreeSet<>(operations.stream().map(ApiOperation::id).toList()))
                .isEqualTo(new TreeSet<>(AUDIENCE.keySet()));
        assertThat(new TreeSet<>(slotNames())).isEqualTo(new TreeSet<>(SLOTS.keySet()));
    }

    private List<String> slotNames() {
        return operations.stream()
                .flatMap(operation -> operation.slots().stream().map(slot -> name(operation, slot)))
                .toList();
    }

    private static String name(ApiOperation operation, Slot slot) {
        return operation.id() + ' ' + slot.where() + ' ' + slot.name();
    }

    @Test
    @DisplayName("those for anyone ask for no token, those for users for any, those for admins for an admin's")
    void roles() {
        for (ApiOperation operation : operations) {
            For audience = AUDIENCE.get(operation.id());
            UUID id = UUID.randomUUID();
            Answer stranger = send(ownRequest(operation, id), null);
            Member user = client.register();
            Answer asUser = send(ownRequest(operation, user.id()), user.token());
            Member admin = client.registerAdmin();
            Answer asAdmin = send(ownRequest(operation, admin.id()), admin.token());

            if (audience == For.ANYONE) {
                assertLetIn(operation, stranger);
            } else {
                assertRefused(operation, stranger, 401, "AUTHENTICATION_REQUIRED", "Authentication required");
            }
            if (audience == For.ADMINS) {
                assertRefused(operation, asUser, 403, "FORBIDDEN", "Admin privileges required");
            } else {
                assertLetIn(operation, asUser);
            }
            assertLetIn(operation, asAdmin);
        }
    }

    @Test
    @DisplayName("none gives a user anything of another's, nor changes it, whichever id of the other's is put wherever")
    void othersThings() {
        Member victim = client.register();
        Member thief = client.register();
        UUID event = client.event(50);
        JsonNode booking = booked(client.book(victim, event, 2));
        JsonNode held = booked(client.hold(victim, event, 1));
        Map<String, String> ids = new TreeMap<>();
        ids.put("user", victim.id().toString());
        ids.put("booking", booking.path("booking_id").asText());
        ids.put("hold", held.path("booking_id").asText());
        ids.put("reference", booking.path("booking_reference").asText());
        ids.put("reference of the hold", held.path("booking_reference").asText());
        ids.put("notification", notified(victim));
        ids.put("subscription", subscribed(victim));
        Supplier<List<String>> state = () -> stateOf(victim, ids, event);
        List<String> before = state.get();
        List<String> tried = new ArrayList<>();

        for (ApiOperation operation : operations) {
            for (Slot slot : operation.slots()) {
                ids.forEach((kind, id) -> {
                    Map<Slot, String> values = new HashMap<>();
                    operation.slots().forEach(other -> own(operation, other, thief.id(), event, values));
                    values.put(slot, id);
                    Answer got = send(operation.request(values), thief.token());
                    String what = name(operation, slot) + " with the " + kind + " of another";
                    tried.add(what);
                    assertThat(got.status()).as("%s: %s", what, got.text()).isBetween(400, 499);
                    assertThat(got.text()).as(what).doesNotContain(victim.email());
                    ids.values()
                            .forEach(secret -> assertThat(got.text()).as(what).doesNotContain(secret));
                    Names names = SLOTS.get(name(operation, slot));
                    if (AUDIENCE.get(operation.id()) == For.USERS && fits(names, kind)) {
                        assertThat(got.status()).as("%s: %s", what, got.text()).isEqualTo(names.refusal);
                    }
                });
            }
        }

        assertThat(state.get()).isEqualTo(before);
        assertThat(tried).hasSize(SLOTS.size() * ids.size());
        assertThat(nodes.first().violations()).isEmpty();
    }

    @Test
    @DisplayName("those that take an Idempotency-Key never answer with what another user got for the same key")
    void othersKeys() {
        Member victim = client.register();
        Member thief = client.register();
        UUID event = client.event(50);
        String key = UUID.randomUUID().toString();
        JsonNode mine = booked(bookWithKey(victim, victim.id(), event, key));
        JsonNode theirs = booked(bookWithKey(thief, thief.id(), event, key));
        Answer forged = bookWithKey(thief, victim.id(), event, key);
        Answer cancelled = client.send(
                "PUT",
                "/api/v1/bookings/" + mine.path("booking_id").asText() + "/cancel",
                null,
                "Authorization",
                "Bearer " + thief.token(),
                "Idempotency-Key",
                key);

        assertThat(theirs.path("booking_id")).isNotEqualTo(mine.path("booking_id"));
        assertThat(theirs.path("user_id").asText()).isEqualTo(thief.id().toString());
        assertThat(forged.status()).isEqualTo(403);
        assertThat(cancelled.status()).isEqualTo(404);
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(48);
    }

    @Test
    @DisplayName("none lets a client set what is not the client's to set")
    void massAssignment() {
        ObjectNode registration = NodeClient.object()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("name", "Eve")
                .put("password", NodeClient.PASSWORD)
                .put("id", new UUID(0, 1).toString())
                .put("tier", "vip")
                .put("isAdmin", true)
                .put("isActive", false)
                .put("token_version", 99)
                .put("memberSince", "2001-01-01T00:00:00Z");
        JsonNode registered =
                client.post("/api/v1/auth/register", registration, null).json();
        String token = registered.at("/data/token").asText();
        JsonNode profile = client.get("/api/v1/auth/profile", token).json().path("user");
        UUID event = client.event(5);
        ObjectNode wish = NodeClient.object()
                .put("user_id", profile.path("id").asText())
                .put("event_id", event.toString())
                .put("quantity", 1)
                .put("unit_price", 0)
                .put("price", 0)
                .put("total_amount", -5)
                .put("currency", "XXX")
                .put("status", "refunded")
                .put("user_tier", "vip")
                .put("booking_reference", "EVT-MINE")
                .put("id", new UUID(0, 2).toString());
        JsonNode booking = booked(client.post("/api/v1/bookings", wish, token));
        ObjectNode sale = NodeClient.object()
                .put("price", 12)
                .put("seats_sold", 0)
                .put("available_seats", 5)
                .put("version", 77)
                .put("status", "completed")
                .put("id", UUID.randomUUID().toString());
        Answer sold = client.put("/api/v1/events/" + event, sale, client.admin());

        assertThat(profile.path("id").asText()).isNotEqualTo(new UUID(0, 1).toString());
        assertThat(profile.path("tier").asText()).isEqualTo("basic");
        assertThat(profile.path("role").asText()).isEqualTo("user");
        assertThat(profile.path("isActive").asBoolean()).isTrue();
        assertThat(profile.path("memberSince").asText()).doesNotStartWith("2001");
        assertThat(booking.path("unit_price").decimalValue()).isEqualByComparingTo("10");
        assertThat(booking.path("total_amount").decimalValue()).isEqualByComparingTo("10");
        assertThat(booking.path("currency").asText()).isEqualTo("USD");
        assertThat(booking.path("status").asText()).isEqualTo("confirmed");
        assertThat(booking.path("booking_reference").asText()).isNotEqualTo("EVT-MINE");
        assertThat(sold.status()).as(sold.text()).isEqualTo(200);
        JsonNode after = client.event(event);
        assertThat(after.path("id").asText()).isEqualTo(event.toString());
        assertThat(after.path("status").asText()).isEqualTo("active");
        assertThat(after.path("available_seats").asInt()).isEqualTo(4);
        assertThat(after.path("version").asInt()).isLessThan(77);
    }

    private static boolean fits(Names names, String kind) {
        return switch (names) {
            case USER -> kind.equals("user");
            case BOOKING -> kind.equals("booking") || kind.equals("hold");
            case REFERENCE -> kind.startsWith("reference");
            case NOTIFICATION -> kind.equals("notification");
            case SUBSCRIPTION -> kind.equals("subscription");
            case EVENT, FOR_ADMINS -> false;
        };
    }

    // What somebody would send for oneself: the own id where a user is named, unknown ids elsewhere.
    private static Request ownRequest(ApiOperation operation, UUID self) {
        Map<Slot, String> values = new HashMap<>();
        operation.slots().forEach(slot -> own(operation, slot, self, null, values));
        return operation.request(values);
    }

    private static void own(
            ApiOperation operation, Slot slot, UUID self, @Nullable UUID event, Map<Slot, String> values) {
        Names names = SLOTS.get(name(operation, slot));
        if (names == Names.USER && AUDIENCE.get(operation.id()) != For.ADMINS) {
            values.put(slot, self.toString());
        } else if (names == Names.EVENT && event != null) {
            values.put(slot, event.toString());
        }
    }

    private List<String> stateOf(Member victim, Map<String, String> ids, UUID event) {
        List<String> state = new ArrayList<>();
        for (String path : List.of(
                "/auth/profile",
                "/bookings/" + ids.get("booking"),
                "/bookings/" + ids.get("hold"),
                "/bookings/user/" + victim.id(),
                "/notifications/preferences",
                "/notifications/push/subscriptions")) {
            Answer answer = client.get("/api/v1" + path, victim.token());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            state.add(answer.text());
        }
        state.add(client.event(event).toString());
        state.add("read: " + isRead(victim, ids.get("notification")));
        return state;
    }

    private boolean isRead(Member victim, String notification) {
        JsonNode page = client.get("/api/v1/notifications/user/" + victim.id() + "?limit=100", victim.token())
                .json();
        for (JsonNode row : page.path("data")) {
            if (row.path("id").asText().equals(notification)) {
                return row.path("read").asBoolean();
            }
        }
        throw new AssertionError("No notification " + notification);
    }

    private String notified(Member member) {
        ObjectNode wish = NodeClient.object()
                .put("user_id", member.id().toString())
                .put("type", "secret_news")
                .put("message", "For one alone");
        Answer sent = client.post("/api/v1/notifications/send", wish, client.admin());
        return booked(sent).path("id").asText();
    }

    // The example's keys with an endpoint of one's own.
    private String subscribed(Member member) {
        ApiOperation operation = operations.stream()
                .filter(candidate -> candidate.id().equals("createPushSubscription"))
                .findFirst()
                .orElseThrow();
        ObjectNode wish = NodeClient.object();
        if (operation.example() != null) {
            wish.setAll(operation.example());
        }
        wish.put("endpoint", "https://push.example.com/" + member.id());
        return booked(client.post("/api/v1/notifications/push/subscriptions", wish, member.token()))
                .path("id")
                .asText();
    }

    private Answer bookWithKey(Member caller, UUID user, UUID event, String key) {
        String body = NodeClient.object()
                .put("user_id", user.toString())
                .put("event_id", event.toString())
                .put("quantity", 1)
                .toString();
        return client.send(
                "POST", "/api/v1/bookings", body, "Authorization", "Bearer " + caller.token(), "Idempotency-Key", key);
    }

    private static JsonNode booked(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("data");
    }

    private Answer send(Request request, @Nullable String token) {
        Answer answer = token == null
                ? client.send(request.method(), request.path(), request.body())
                : client.send(request.method(), request.path(), request.body(), "Authorization", "Bearer " + token);
        assertDocumented(answer.response());
        return answer;
    }

    private static void assertRefused(ApiOperation operation, Answer answer, int status, String code, String sentence) {
        assertThat(answer.status()).as("%s: %s", operation, answer.text()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("error").asText()).isEqualTo(sentence);
    }

    // Whatever the handler makes of it, the door was open; wrong credentials in a body are not the caller's.
    private static void assertLetIn(ApiOperation operation, Answer answer) {
        assertThat(answer.status()).as("%s: %s", operation, answer.text()).isNotEqualTo(403);
        assertThat(answer.status())
                .as("%s: %s", operation, answer.text())
                .satisfiesAnyOf(
                        status -> assertThat(status).isLessThan(300),
                        status -> assertThat(status).isIn(404, 409),
                        status -> assertThat(answer.text()).contains("INVALID_CREDENTIALS"));
    }
}
