package io.evently.api;

import io.evently.account.Account;
import io.evently.account.AccountEndpoints;
import io.evently.account.AccountOutcome;
import io.evently.account.Caller;
import io.evently.account.EmailAddress;
import io.evently.account.ReadAccount;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingEndpoints;
import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.storage.Outages;
import io.evently.storage.ShardedBus;
import io.evently.testing.MutableClock;
import io.evently.waitlist.WaitlistClient;
import io.evently.waitlist.WaitlistEndpoints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The edge of the waitlist in front of a bus on which a test says what is answered, and sees what was asked. Every answer
 * of the edge must be as the OpenAPI document says.
 */
final class WaitlistFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00.250Z");
    static final Duration DEADLINE = Duration.ofSeconds(5);
    /** On shard 0, the only one. */
    static final UUID EVENT = UUID.fromString("01900000-0000-7000-8000-000000000100");

    static final String WAITLIST = "/api/v1/waitlist/" + EVENT;

    private final Vertx vertx = Vertx.vertx();
    private final TypedBus bus = new TypedBus(vertx, Duration.ofMinutes(1), Outages::isOutage, SharedSeal.OPEN);
    private final Map<String, BusMessage> answers = new ConcurrentHashMap<>();
    private final List<BusMessage> asked = new CopyOnWriteArrayList<>();
    private final EdgeFixture edge;

    /** People with accounts; the token is the name in lower case. */
    enum Person {
        ANN(1, Role.USER, Tier.BASIC),
        VIC(2, Role.USER, Tier.VIP),
        ADA(3, Role.ADMIN, Tier.BASIC);

        private final UUID id;
        private final Role role;
        private final Tier tier;

        Person(int number, Role role, Tier tier) {
            this.id = new UUID(7, number);
            this.role = role;
            this.tier = tier;
        }

        UUID id() {
            return id;
        }
    }

    WaitlistFixture() {
        TypedBus.register(vertx, AccountEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, BookingEndpoints.FAMILIES, SharedSeal.OPEN);
        TypedBus.register(vertx, WaitlistEndpoints.FAMILIES, SharedSeal.OPEN);
        await(bus.answer(AccountEndpoints.READ, WaitlistFixture::account));
        BookingClient bookings = new BookingClient(new ShardedBus(bus, 1));
        WaitlistClient desk = new WaitlistClient(new ShardedBus(bus, 1));
        edge = EdgeFixture.start(
                vertx,
                WaitlistFixture::verify,
                made -> new WaitlistRoutes(bus, desk, bookings, new MutableClock(NOW), DEADLINE));
        serve(WaitlistEndpoints.JOIN);
        serve(WaitlistEndpoints.LEAVE);
        serve(WaitlistEndpoints.FIND);
        serve(WaitlistEndpoints.LIST);
        serve(WaitlistEndpoints.STATS);
        serve(WaitlistEndpoints.PROCESS);
        serve(BookingEndpoints.ACCEPT_OFFER);
    }

    /** From now on the endpoint answers that; before, it is away. */
    <Q extends BusMessage, A extends BusMessage> void answer(Endpoint<Q, A> endpoint, A answer) {
        answers.put(endpoint.address(), answer);
    }

    /** What was asked since the last look. */
    List<BusMessage> asked() {
        List<BusMessage> seen = List.copyOf(asked);
        asked.clear();
        return seen;
    }

    /** {@code headers} are names and values in turn. */
    Answer send(@Nullable Person person, String method, String path, @Nullable String body, String... headers)
            throws Exception {
        String[] all = headers;
        if (person != null) {
            all = new String[headers.length + 2];
            System.arraycopy(headers, 0, all, 2, headers.length);
            all[0] = "Authorization";
            all[1] = "Bearer " + token(person);
        }
        Answer answer = edge.send(method, path, body, all);
        assertDocumented(answer.response());
        return answer;
    }

    static String codeOf(Answer answer) {
        return answer.status() + " " + answer.json().path("code").asText();
    }

    static void assertRefused(Answer answer, String code, String sentence) {
        assertThat(codeOf(answer)).as(answer.text()).isEqualTo(code);
        assertThat(answer.json().path("error").asText()).isEqualTo(sentence);
    }

    private <Q extends BusMessage, A extends BusMessage> void serve(Endpoint<Q, A> endpoint) {
        await(bus.answer(endpoint.at(0), question -> {
            asked.add(question);
            BusMessage answer = answers.get(endpoint.address());
            return answer == null
                    ? Future.failedFuture(new TimeoutException("away"))
                    : Future.succeededFuture(endpoint.answer().cast(answer));
        }));
    }

    private static Future<AccountOutcome> account(ReadAccount question) {
        for (Person person : Person.values()) {
            if (person.id().equals(question.accountId())) {
                return Future.succeededFuture(new AccountOutcome.Found(new Account(
                        person.id(),
                        new EmailAddress(token(person) + "@example.com"),
                        person.name(),
                        person.role,
                        person.tier,
                        true,
                        NOW)));
            }
        }
        return Future.succeededFuture(new AccountOutcome.Unknown());
    }

    private static Optional<Caller> verify(String token) {
        for (Person person : Person.values()) {
            if (token(person).equals(token)) {
                return Optional.of(new Caller(person.id(), token + "@example.com", person.role, "token", Instant.MAX));
            }
        }
        return Optional.empty();
    }

    private static String token(Person person) {
        return person.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        edge.close();
        await(vertx.close());
    }

    private static void await(Future<Void> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }
}
