package io.evently.fault;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Mail server dead, Redis gone, the node killed with thousands of rows in the outbox")
class NotificationFaultIT {
    private static final Logger log = LoggerFactory.getLogger(NotificationFaultIT.class);
    private static final String WAITING = """
            SELECT count(*) AS n FROM outbox, json_array_elements(facts) AS fact
             WHERE fact->>'topic' = 'booking.confirmed'
               AND (number IS NULL OR number > (SELECT position FROM outbox_listener WHERE name = 'notifications'))
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int BOOKINGS = 5_000;
    private static final String NOWHERE = "redis://127.0.0.1:1";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("afterwards every booking has been mailed once, and the audit says so")
    void everythingArrivesOnce() throws Exception {
        int smtp = TestServices.freePort();
        Map<String, String> environment = RunningNode.freshEnvironment();
        environment.putAll(Map.of(
                "REDIS_URL", NOWHERE,
                "EVENTLY_NOTIFICATION_EMAIL_ENABLED", "true",
                "EVENTLY_NOTIFICATION_EMAIL_HOST", "127.0.0.1",
                "EVENTLY_NOTIFICATION_EMAIL_PORT", Integer.toString(smtp),
                "EVENTLY_NOTIFICATION_EMAIL_SECURITY", "none",
                "EVENTLY_NOTIFICATION_EMAIL_FROM", "Evently <tickets@example.com>",
                "EVENTLY_DELIVERY_ATTEMPTS", "100",
                "EVENTLY_DELIVERY_LONGEST_RETRY", "PT2S",
                "EVENTLY_DELIVERY_BREAKER_REST", "PT1S",
                "EVENTLY_DELIVERY_LEASE", "PT30S"));
        // One person books all of it.
        environment.put("EVENTLY_DELIVERY_MAILS_PER_DAY", "1000000");
        Map<String, String> slow = new HashMap<>(environment);
        // So that it dies with everything still to be passed on.
        slow.putAll(Map.of("EVENTLY_OUTBOX_POLL", "PT1H", "EVENTLY_OUTBOX_GATHER", "PT1H"));
        UUID event;
        int booked;
        try (NodeProcess doomed = NodeProcess.start(slow, directory)) {
            NodeClient.Member member = doomed.client().register();
            event = doomed.client().event(1_000_000);
            try (BookingLoad load = new BookingLoad(event, member, doomed.client())) {
                Awaitility.await().atMost(PATIENCE).until(() -> load.booked().size() >= BOOKINGS);
                doomed.kill();
                load.stop();
                booked = load.booked().size();
            }
        }
        long waiting = count(environment, event, WAITING);
        log.info("Killed with {} bookings answered, {} of them not passed on yet", booked, waiting);
        assertThat(waiting).isGreaterThan(BOOKINGS / 2);

        GreenMail mail = new GreenMail(new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (NodeProcess next = NodeProcess.start(environment, directory)) {
            assertThat(next.client().send("GET", "/health/ready", null).status())
                    .isEqualTo(200);
            long begun = System.nanoTime();
            long bookings = count(environment, event, "SELECT count(*) AS n FROM booking WHERE status = 'confirmed'");
            assertThat(bookings).isGreaterThanOrEqualTo(booked);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> count(environment, event, """
                            SELECT count(*) AS n FROM delivery WHERE channel = 'email' AND state = 'delivered'
                            """) == bookings);
            log.info(
                    "{} mails after {} s",
                    mail.getReceivedMessages().length,
                    (System.nanoTime() - begun) / 1_000_000_000);

            Map<String, Integer> received = new HashMap<>();
            for (MimeMessage message : mail.getReceivedMessages()) {
                received.merge(id(message), 1, Integer::sum);
            }
            assertThat(received).hasSize((int) bookings);
            assertThat(received.values()).containsOnly(1);
            assertThat(count(environment, event, """
                    SELECT count(*) AS n FROM every_attempt WHERE channel = 'email' AND outcome = 'delivered'
                    """)).isEqualTo(bookings);
            assertThat(count(environment, event, WAITING)).isZero();
            List<Violation> violations =
                    ask(environment, databases -> new InvariantChecker(databases.shards()).check());
            assertThat(violations).isEmpty();
        } finally {
            mail.stop();
        }
    }

    private static String id(MimeMessage message) throws MessagingException {
        return message.getMessageID();
    }

    private static long count(Map<String, String> environment, UUID event, String sql) {
        return ask(
                environment,
                databases -> databases
                        .shards()
                        .of(event)
                        .orElseThrow()
                        .pool()
                        .preparedQuery(sql)
                        .execute(Tuple.tuple())
                        .map(rows -> {
                            List<Row> all = new ArrayList<>();
                            rows.forEach(all::add);
                            return all.get(0).getLong("n");
                        }));
    }

    private static <T> T ask(Map<String, String> environment, Function<Databases, Future<T>> question) {
        Vertx vertx = Vertx.vertx();
        Databases databases = Databases.open(vertx, storage(environment.get("DATABASE_URL")));
        try {
            return await(question.apply(databases));
        } finally {
            await(databases.close().eventually(vertx::close));
        }
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the database does not answer", e);
        }
    }

    private static StorageConfig storage(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                4,
                2,
                1,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20));
    }
}
