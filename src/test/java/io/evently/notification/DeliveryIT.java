package io.evently.notification;

import io.evently.booking.service.BookingFixture;
import io.evently.channel.Address;
import io.evently.channel.Receipt;
import io.evently.delivery.DeliveryConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.channel.ChannelName.EMAIL;
import static io.evently.channel.ChannelName.SMS;
import static io.evently.channel.ChannelName.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Notifications")
class DeliveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("of a booking go to the socket and by mail, once each, and every attempt is on record")
    void bookingConfirmed() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("ann");
            fixture.connected.add(user);

            var booking = fixture.bookings.booked(fixture.bookings.wish(event, user, 2, null));

            Row notification = settled(fixture, event, user);
            assertThat(notification.getString("type")).isEqualTo("booking_confirmation");
            assertThat(notification.getString("status")).isEqualTo("delivered");
            await().atMost(PATIENCE)
                    .until(
                            () -> fixture.deliveries(event, notification.getUUID("id")),
                            lines -> lines.equals(List.of("email delivered", "websocket delivered")));
            assertThat(fixture.onSockets).hasSize(1);
            JsonObject body = new JsonObject(fixture.onSockets.get(0).body());
            assertThat(body.getString("booking_reference")).isEqualTo(booking.reference());
            assertThat(body.getString("booking_id")).isEqualTo(booking.id().toString());
            assertThat(body.getString("type")).isEqualTo("booking_confirmation");
            assertThat(mail.sent).hasSize(1);
            assertThat(mail.sent.get(0).address()).isInstanceOf(Address.Mailbox.class);
            assertThat(fixture.attempts(event, notification.getUUID("id")))
                    .extracting(row -> row.getString("channel") + " " + row.getString("outcome"))
                    .containsExactlyInAnyOrder("websocket delivered", "email delivered");
            assertThat(fixture.attempts(event, notification.getUUID("id")))
                    .noneSatisfy(row -> assertThat(row.getString("address")).contains("@"));
        }
    }

    @Test
    @DisplayName("without a socket go by the next channel that the user wants")
    void failover() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            RecordingChannel text = new RecordingChannel(SMS);
            fixture.start(0, Map.of(EMAIL, mail, SMS, text));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("bob");
            fixture.prefers(user, "+15550100", WEBSOCKET, SMS, EMAIL);
            tell(fixture, event, "waitlist.closed", user);

            Row notification = settled(fixture, event, user);
            assertThat(notification.getString("status")).isEqualTo("delivered");
            assertThat(fixture.deliveries(event, notification.getUUID("id")))
                    .containsExactly("sms delivered", "websocket unreachable");
            assertThat(text.sent.get(0).address()).isEqualTo(new Address.Phone("+15550100"));
            assertThat(mail.sent).isEmpty();
        }
    }

    @Test
    @DisplayName("are tried again, given up after the last attempt, and go by the next channel then")
    void deadThenNext() {
        try (NotificationFixture fixture = new NotificationFixture(1, NotificationFixture.config(3))) {
            RecordingChannel mail = new RecordingChannel(EMAIL).answering(new Receipt.Retry("451 greylisted"));
            RecordingChannel text = new RecordingChannel(SMS);
            fixture.start(0, Map.of(EMAIL, mail, SMS, text));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("cid");
            fixture.prefers(user, "+15550101", EMAIL, SMS);
            tell(fixture, event, "waitlist.promoted", user);

            Row notification = ticking(fixture, event, user);
            assertThat(fixture.deliveries(event, notification.getUUID("id")))
                    .containsExactly("email dead", "sms delivered");
            assertThat(mail.sent).hasSize(3);
            assertThat(mail.sent).extracting(sent -> sent.message().id()).containsOnly(notification.getUUID("id"));
        }
    }

    @Test
    @DisplayName("that nobody can be told of are failed")
    void nobodyThere() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            fixture.start(0, Map.of());
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("dot");
            tell(fixture, event, "waitlist.closed", user);

            Row notification = settled(fixture, event, user);
            assertThat(notification.getString("status")).isEqualTo("failed");
            assertThat(fixture.deliveries(event, notification.getUUID("id"))).containsExactly("websocket unreachable");
        }
    }

    @Test
    @DisplayName("wait while a channel rests because everything failed, and no attempt is lost to it")
    void breaker() {
        try (NotificationFixture fixture = new NotificationFixture(1, NotificationFixture.config(30))) {
            AtomicInteger down = new AtomicInteger(1);
            RecordingChannel mail = new RecordingChannel(EMAIL)
                    .answering(sent -> down.get() == 1
                            ? Future.failedFuture(new java.net.ConnectException("down"))
                            : Future.succeededFuture(new Receipt.Delivered("250")));
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(1_000);
            List<UUID> users = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                users.add(fixture.aUser("eve" + i));
                tell(fixture, event, "booking.refunded", users.get(i));
            }
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofSeconds(1));
                return mail.sent.size() >= 25;
            });
            down.set(0);
            for (UUID user : users) {
                assertThat(ticking(fixture, event, user).getString("status")).isEqualTo("delivered");
            }
            Map<UUID, Integer> delivered = new HashMap<>();
            for (Row row : fixture.bookings.execute(
                    fixture.bookings.shardOf(event),
                    "SELECT notification_id FROM every_attempt WHERE channel = 'email' AND outcome = 'delivered'",
                    Tuple.tuple())) {
                delivered.merge(row.getUUID("notification_id"), 1, Integer::sum);
            }
            assertThat(delivered).hasSize(40);
            assertThat(delivered.values()).containsOnly(1);
        }
    }

    @Test
    @DisplayName("on a slow channel hold up no other")
    void slowChannel() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            Promise<Receipt> never = Promise.promise();
            RecordingChannel mail = new RecordingChannel(EMAIL).answering(sent -> never.future());
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(1_000);
            for (int i = 0; i < 50; i++) {
                UUID user = fixture.aUser("fay" + i);
                fixture.connected.add(user);
                fixture.bookings.booked(fixture.bookings.wish(event, user, 1, null));
            }
            await().atMost(PATIENCE).until(() -> fixture.onSockets.size() == 50);
            // All are at one domain, which has a quarter of the eight places before anything has gone well there.
            await().atMost(PATIENCE).until(() -> mail.sent.size() >= 2);
            assertThat(mail.sent).hasSize(2);
            never.complete(new Receipt.Delivered("late"));
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(200));
                return mail.sent.size() == 50;
            });
        }
    }

    @Test
    @DisplayName("are made once, though the same facts come again after a failure between effect and cursor")
    void takenTwice() {
        try (NotificationFixture fixture = new NotificationFixture(2)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            AtomicInteger failures = new AtomicInteger(3);
            UUID event = fixture.bookings.anEvent(1_000);
            Map<UUID, List<Long>> seen = new ConcurrentHashMap<>();
            for (int node = 0; node < 2; node++) {
                fixture.start(
                        node,
                        Map.of(EMAIL, mail),
                        listener -> new AroundListener(
                                listener,
                                (facts, taken) -> taken.compose(done -> failures.getAndDecrement() > 0
                                        ? Future.failedFuture("once more")
                                        : Future.succeededFuture())),
                        new AroundListener("order", facts -> {
                            facts.forEach(fact -> seen.computeIfAbsent(
                                            fact.eventId().orElseThrow(), id -> new CopyOnWriteArrayList<>())
                                    .add(fact.number()));
                            return Future.succeededFuture();
                        }));
            }
            List<UUID> users = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                users.add(fixture.aUser("gil" + i));
            }
            List<Future<?>> wishes = new ArrayList<>();
            for (int i = 0; i < users.size(); i++) {
                wishes.add(
                        fixture.bookings.node(i % 2).desk().book(fixture.bookings.wish(event, users.get(i), 1, null)));
            }
            BookingFixture.await(Future.all(wishes));
            await().atMost(PATIENCE)
                    .until(() -> fixture.bookings
                                    .execute(
                                            fixture.bookings.shardOf(event),
                                            "SELECT FROM notification_status WHERE status = 'delivered'",
                                            Tuple.tuple())
                                    .size()
                            == 100);
            assertThat(seen.get(event))
                    .as("rows in the order in which they were written")
                    .isSorted()
                    .hasSize(100);
            assertThat(mail.sent)
                    .extracting(sent -> sent.message().id())
                    .doesNotHaveDuplicates()
                    .hasSize(100);
            fixture.bookings.assertInvariants();
        }
    }

    @Test
    @DisplayName("of a broadcast reach each attendee once, however many bookings he has, and reminders are made once")
    void broadcastAndReminder() {
        try (NotificationFixture fixture = new NotificationFixture(2)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            UUID event = fixture.bookings.anEvent(1_000);
            List<UUID> users = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                users.add(fixture.aUser("hal" + i));
                fixture.bookings.booked(fixture.bookings.wish(event, users.get(i), 1, null));
                fixture.bookings.booked(fixture.bookings.wish(event, users.get(i), 1, null));
            }
            fixture.bookings.execute(
                    fixture.bookings.shardOf(event),
                    "UPDATE event SET event_date = $2 WHERE id = $1",
                    Tuple.of(event, fixture.now().plusHours(20)));
            fixture.start(0, Map.of(EMAIL, mail));
            fixture.start(1, Map.of(EMAIL, mail));
            await().atMost(PATIENCE).until(() -> reminders(mail).size() >= 20);
            fixture.bookings.clock.advance(Duration.ofMinutes(19 * 60 + 30));
            await().atMost(PATIENCE).until(() -> reminders(mail).size() >= 40);

            assertThat(reminders(mail)).extracting(sent -> sent.message().id()).doesNotHaveDuplicates();
            assertThat(reminders(mail))
                    .extracting(sent -> sent.address().key())
                    .allSatisfy(address -> assertThat(reminders(mail).stream()
                                    .filter(sent -> sent.address().key().equals(address)))
                            .hasSize(2));
            assertThat(fixture.bookings.execute(
                            fixture.bookings.shardOf(event),
                            "SELECT FROM broadcast WHERE state = 'done' AND recipients = 20",
                            Tuple.tuple()))
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName("remind anew of an event that was moved after its reminder")
    void remindedOfTheNewDate() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            UUID event = fixture.bookings.anEvent(10);
            fixture.bookings.booked(fixture.bookings.wish(event, fixture.aUser("ivy"), 1, null));
            moveTo(fixture, event, fixture.now().plusHours(20));
            fixture.start(0, Map.of(EMAIL, mail));
            await().atMost(PATIENCE).until(() -> reminders(mail).size() == 1);

            moveTo(fixture, event, fixture.now().plusDays(30));
            fixture.bookings.clock.advance(Duration.ofDays(29).plusHours(1));
            await().atMost(PATIENCE).until(() -> reminders(mail).size() == 2);
            assertThat(reminders(mail).get(1).message().text())
                    .isNotEqualTo(reminders(mail).get(0).message().text());
        }
    }

    @Test
    @DisplayName("go to the sockets of those who have one open, and leave no trace of sockets that are not there")
    void onlyOpenSockets() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(10);
            UUID there = fixture.aUser("ida");
            UUID away = fixture.aUser("ute");
            fixture.connected.add(there);
            for (UUID user : List.of(there, away)) {
                tell(fixture, event, "waitlist.promoted", user);
                tell(fixture, event, "booking.held", user);
            }

            await().atMost(PATIENCE).until(() -> mail.sent.size() == 2 && fixture.onSockets.size() == 2);
            await().atMost(PATIENCE)
                    .until(() -> Stream.of(there, away)
                            .flatMap(user -> fixture.notifications(event, user).stream())
                            .noneMatch(row -> row.getString("status").equals("pending")));
            assertThat(told(fixture, event, there))
                    .containsExactlyInAnyOrder(
                            "waitlist_promoted websocket delivered",
                            "waitlist_promoted email delivered",
                            "booking_held websocket delivered");
            assertThat(told(fixture, event, away)).containsExactly("waitlist_promoted email delivered");
            assertThat(fixture.notifications(event, away))
                    .extracting(row -> row.getString("type") + " " + row.getString("status"))
                    .containsExactlyInAnyOrder("waitlist_promoted delivered", "booking_held failed");
            assertThat(fixture.bookings.execute(
                            fixture.bookings.shardOf(event), "SELECT FROM delivery_attempt", Tuple.tuple()))
                    .as("attempts beside the rows of the deliveries that they ended")
                    .isEmpty();
        }
    }

    private static List<String> told(NotificationFixture fixture, UUID event, UUID user) {
        return fixture.notifications(event, user).stream()
                .flatMap(row -> fixture.attempts(event, row.getUUID("id")).stream()
                        .map(attempt -> row.getString("type") + " " + attempt.getString("channel") + " "
                                + attempt.getString("outcome")))
                .toList();
    }

    @Test
    @DisplayName("are made once, also when the cursor is set back by hand and facts are taken again")
    void setBack() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("sam");
            for (int i = 0; i < 3; i++) {
                tell(fixture, event, "waitlist.promoted", user);
            }
            await().atMost(PATIENCE).until(() -> mail.sent.size() == 3);
            int shard = fixture.bookings.shardOf(event);
            fixture.bookings.execute(shard, "UPDATE outbox_listener SET position = 0", Tuple.tuple());
            tell(fixture, event, "waitlist.promoted", user);

            await().atMost(PATIENCE).until(() -> mail.sent.size() >= 4);
            await().atMost(PATIENCE)
                    .until(() -> fixture.bookings
                                    .execute(shard, "SELECT FROM delivery WHERE state = 'due'", Tuple.tuple())
                                    .isEmpty()
                            && fixture.bookings
                                            .execute(
                                                    shard,
                                                    "SELECT min(position) AS least FROM outbox_listener, outbox_head"
                                                            + " WHERE position < number",
                                                    Tuple.tuple())
                                            .get(0)
                                            .getLong("least")
                                    == null);
            assertThat(mail.sent).hasSize(4);
            assertThat(fixture.notifications(event, user)).hasSize(4);
        }
    }

    @Test
    @DisplayName("arrive also where a channel never has room for as many as a listener takes")
    void littleRoom() {
        try (NotificationFixture fixture = new NotificationFixture(1, NotificationFixture.config(8, 100_000, 1))) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("una");
            fixture.connected.add(user);
            for (int i = 0; i < 20; i++) {
                tell(fixture, event, "waitlist.promoted", user);
            }

            await().atMost(PATIENCE).until(() -> mail.sent.size() == 20 && fixture.onSockets.size() == 20);
        }
    }

    @Test
    @DisplayName("skip what the recipient does not want in one step, and say so")
    void notWanted() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            RecordingChannel text = new RecordingChannel(SMS);
            fixture.start(0, Map.of(EMAIL, mail, SMS, text));
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("jon");
            fixture.prefers(user, "+15550102", SMS);
            fixture.connected.add(user);
            fixture.bookings.booked(fixture.bookings.wish(event, user, 1, null));

            Row notification = settled(fixture, event, user);
            assertThat(notification.getString("status")).isEqualTo("delivered");
            assertThat(fixture.attempts(event, notification.getUUID("id")))
                    .extracting(row -> row.getString("channel") + " " + row.getString("outcome"))
                    .containsExactlyInAnyOrder("websocket not_wanted", "email not_wanted", "sms delivered");
            assertThat(mail.sent).isEmpty();
        }
    }

    @Test
    @DisplayName("that wait for one domain keep no other waiting, and an answer for good is not asked for again")
    void oneDomain() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            Promise<Receipt> never = Promise.promise();
            RecordingChannel mail = new RecordingChannel(EMAIL).answering(sent -> switch (domain(sent)) {
                case "hangs.example" -> never.future();
                case "fails.example" -> Future.succeededFuture(new Receipt.Retry("450"));
                case "refuses.example" -> Future.succeededFuture(new Receipt.Refused("550"));
                default -> Future.succeededFuture(new Receipt.Delivered("250"));
            });
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(1_000);
            for (int i = 0; i < 50; i++) {
                for (String domain : List.of("hangs.example", "fails.example", "refuses.example", "well.example")) {
                    tell(fixture, event, "booking.refunded", fixture.aUserAt("kim" + i, domain));
                }
            }
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(100));
                return count(mail, "well.example") == 50 && count(mail, "refuses.example") == 50;
            });
            assertThat(count(mail, "hangs.example")).isLessThanOrEqualTo(2);
            never.complete(new Receipt.Delivered("late"));
        }
    }

    @Test
    @DisplayName("under way at a stop are given up at once and made by the next node")
    void stop() {
        try (NotificationFixture fixture = new NotificationFixture(2)) {
            Promise<Receipt> never = Promise.promise();
            RecordingChannel hangs = new RecordingChannel(EMAIL).answering(sent -> never.future());
            RecordingChannel well = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, hangs));
            UUID event = fixture.bookings.anEvent(1_000);
            for (int i = 0; i < 20; i++) {
                tell(fixture, event, "booking.refunded", fixture.aUser("lou" + i));
            }
            await().atMost(PATIENCE).until(() -> !hangs.sent.isEmpty());
            fixture.stopDeliveries(0);
            // What is made while they stop as well. No lease has to end first, and no attempt is counted.
            await().atMost(PATIENCE)
                    .until(() -> fixture.bookings
                                    .execute(
                                            fixture.bookings.shardOf(event),
                                            "SELECT FROM delivery WHERE channel = 'email' AND state = 'due'"
                                                    + " AND due_at <= $1 AND attempts = 0",
                                            Tuple.of(fixture.now()))
                                    .size()
                            == 20);
            fixture.start(1, Map.of(EMAIL, well));
            await().atMost(PATIENCE).until(() -> well.sent.size() == 20);
        }
    }

    @Test
    @DisplayName("to one address are bounded for each day, whoever causes them")
    void daily() {
        DeliveryConfig config = NotificationFixture.config(8, 5);
        try (NotificationFixture fixture = new NotificationFixture(1, config)) {
            RecordingChannel mail = new RecordingChannel(EMAIL);
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(1_000);
            UUID user = fixture.aUser("max");
            for (int i = 0; i < 12; i++) {
                tell(fixture, event, "booking.cancelled", user);
            }
            await().atMost(PATIENCE)
                    .until(() -> fixture.notifications(event, user).stream()
                                    .filter(row -> !row.getString("status").equals("pending"))
                                    .count()
                            == 12);
            assertThat(mail.sent).hasSize(5);
        }
    }

    @Test
    @DisplayName("to one address are counted once each, however often they had to wait for their turn")
    void countedOnce() {
        DeliveryConfig config = NotificationFixture.config(100, 5);
        try (NotificationFixture fixture = new NotificationFixture(1, config)) {
            AtomicInteger down = new AtomicInteger(1);
            RecordingChannel mail = new RecordingChannel(EMAIL)
                    .answering(sent -> Future.succeededFuture(
                            down.get() == 1 ? new Receipt.Retry("450") : new Receipt.Delivered("250")));
            fixture.start(0, Map.of(EMAIL, mail));
            UUID event = fixture.bookings.anEvent(1_000);
            UUID user = fixture.aUser("ned");
            for (int i = 0; i < 5; i++) {
                tell(fixture, event, "booking.cancelled", user);
            }
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(300));
                return mail.sent.size() >= 20;
            });
            down.set(0);
            await().atMost(PATIENCE).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(300));
                return fixture.notifications(event, user).stream()
                        .noneMatch(row -> row.getString("status").equals("pending"));
            });
            assertThat(fixture.notifications(event, user))
                    .extracting(row -> row.getString("status"))
                    .containsOnly("delivered");
        }
    }

    private static void moveTo(NotificationFixture fixture, UUID event, OffsetDateTime date) {
        fixture.bookings.execute(
                fixture.bookings.shardOf(event),
                "UPDATE event SET event_date = $2, version = version + 1 WHERE id = $1",
                Tuple.of(event, date));
    }

    private static String domain(RecordingChannel.Sent sent) {
        return sent.address().destination().orElseThrow();
    }

    private static long count(RecordingChannel mail, String domain) {
        return mail.sent.stream().filter(sent -> domain(sent).equals(domain)).count();
    }

    private static List<RecordingChannel.Sent> reminders(RecordingChannel mail) {
        return mail.sent.stream()
                .filter(sent -> sent.message().type().equals("event_reminder"))
                .toList();
    }

    private static void tell(NotificationFixture fixture, UUID event, String topic, UUID user) {
        fixture.bookings.execute(
                fixture.bookings.shardOf(event),
                "SELECT announce($1::text::json, $2)",
                Tuple.of(
                        new JsonObject()
                                .put("topic", topic)
                                .put("booking_id", UUID.randomUUID().toString())
                                .put("entry_id", UUID.randomUUID().toString())
                                .put("event_id", event.toString())
                                .put("user_id", user.toString())
                                .put("quantity", 1)
                                .put("reference", "EVTTEST")
                                .put("unit_price", 19.99)
                                .put("total", 19.99)
                                .put("currency", "USD")
                                .encode(),
                        fixture.now()));
    }

    private static Row settled(NotificationFixture fixture, UUID event, UUID user) {
        return await().atMost(PATIENCE)
                .until(
                        () -> fixture.notifications(event, user),
                        all -> all.size() == 1
                                && !all.get(0).getString("status").equals("pending"))
                .get(0);
    }

    // Retries are due by the test's clock.
    private static Row ticking(NotificationFixture fixture, UUID event, UUID user) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            fixture.bookings.clock.advance(Duration.ofSeconds(1));
                            return fixture.notifications(event, user);
                        },
                        all -> all.size() == 1
                                && !all.get(0).getString("status").equals("pending"))
                .get(0);
    }
}
