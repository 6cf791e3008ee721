package io.evently.bench.scenario;

import io.evently.bench.stage.Administrator;
import io.evently.bench.stage.Buyer;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * What the scenarios find at a node: its administrator, users who can book, events to look at. Users and events are made
 * when a scenario first needs them.
 */
public final class Stage {
    /** More than the two pages of 50 that a list scenario could ask for. */
    static final int EVENTS_TO_READ = 120;

    private static final int MEMBERS = 200;
    private static final String PASSWORD = "correct horse battery staple";
    // What the service itself would store.
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int HASH_MEMORY_KIB = 19_456;
    private static final int HASH_ITERATIONS = 2;

    private final Administrator administrator;
    private final RandomGenerator random;
    private final int users;
    private final boolean keys;
    private List<Buyer> buyers = List.of();
    private List<Buyer> crowd = List.of();
    private List<UUID> readable = List.of();
    private List<String> members = List.of();

    /**
     * @param users how many users the bookings are spread over
     * @param keys whether every booking and cancellation carries an Idempotency-Key
     */
    public Stage(Administrator administrator, RandomGenerator random, int users, boolean keys) {
        this.administrator = administrator;
        this.random = random;
        this.users = users;
        this.keys = keys;
    }

    RandomGenerator random() {
        return random;
    }

    List<UUID> freshEvents(int count, int seats) {
        return administrator.events(count, seats);
    }

    List<KeyedTemplate> bookings() {
        return bookingsOf(buyers());
    }

    List<KeyedTemplate> bookingsOf(List<Buyer> who) {
        return who.stream()
                .map(buyer -> KeyedTemplate.booking(buyer.id(), buyer.token(), keys))
                .toList();
    }

    List<KeyedTemplate> cancellations() {
        return buyers().stream()
                .map(buyer -> KeyedTemplate.cancellation(buyer.token(), keys))
                .toList();
    }

    List<UUID> readableEvents() {
        if (readable.isEmpty()) {
            readable = administrator.events(EVENTS_TO_READ, Scenario.SEATS);
        }
        return readable;
    }

    List<RequestText> signIns() {
        if (members.isEmpty()) {
            String hash = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, HASH_MEMORY_KIB, HASH_ITERATIONS)
                    .encode(PASSWORD);
            members = administrator.members(MEMBERS, hash);
        }
        return members.stream().map(email -> ReadPlay.signIn(email, PASSWORD)).toList();
    }

    List<Buyer> buyers() {
        if (buyers.isEmpty()) {
            buyers = administrator.buyers("buyer", users);
        }
        return buyers;
    }

    /** Other users than those, as many as it takes to make an on-sale of people. */
    List<Buyer> crowd(int count) {
        if (crowd.size() != count) {
            crowd = administrator.buyers("visitor", count);
        }
        return crowd;
    }
}
