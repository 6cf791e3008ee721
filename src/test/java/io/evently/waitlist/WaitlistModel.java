package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.policy.OfferWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of a waitlist as plainly as they can be said, to be compared with what the databases do. */
final class WaitlistModel {
    private static final int BYPASSES = 3;
    private static final int BYPASSES_NOTED = 100;
    private static final Duration GATHER = Duration.ofDays(2);

    final UUID event;
    final Instant date;
    final List<Entry> entries = new ArrayList<>();
    int capacity;
    int sold;
    int held;

    /** One entry; changes as the model goes on. */
    static final class Entry {
        UUID id;
        UUID user;
        int quantity;
        boolean autoBook;
        boolean acceptPartial;
        WaitlistStatus status = WaitlistStatus.WAITING;
        long turn;
        int bypassed;
        int setAside;
        int lapses;
        int offered;

        @Nullable
        Instant expiresAt;

        String key() {
            // Unsigned, as the database compares ids.
            return "%020d %s".formatted(turn, id);
        }
    }

    WaitlistModel(UUID event, Instant date, int capacity) {
        this.event = event;
        this.date = date;
        this.capacity = capacity;
    }

    int free() {
        return capacity - sold - held;
    }

    Optional<Entry> live(UUID user) {
        return entries.stream()
                .filter(entry -> entry.user.equals(user))
                .filter(entry -> entry.status == WaitlistStatus.WAITING || entry.status == WaitlistStatus.OFFERED)
                .findFirst();
    }

    List<Entry> waiting() {
        return entries.stream()
                .filter(entry -> entry.status == WaitlistStatus.WAITING)
                .sorted(Comparator.comparing(Entry::key))
                .toList();
    }

    int position(Entry entry) {
        return waiting().indexOf(entry) + 1;
    }

    Entry join(UUID id, UUID user, Tier tier, int quantity, boolean autoBook, boolean acceptPartial, Instant now) {
        Entry entry = new Entry();
        entry.id = id;
        entry.user = user;
        entry.quantity = quantity;
        entry.autoBook = autoBook;
        entry.acceptPartial = acceptPartial;
        entry.turn = Priority.turn(tier, now).toEpochMilli();
        entries.add(entry);
        return entry;
    }

    void leave(Entry entry, Instant now) {
        int back = entry.offered + entry.setAside;
        entry.status = WaitlistStatus.LEFT;
        entry.offered = 0;
        entry.setAside = 0;
        held -= back;
        if (back > 0) {
            serve(now);
        }
    }

    void accept(Entry entry) {
        held -= entry.offered;
        sold += entry.offered;
        entry.offered = 0;
        entry.status = WaitlistStatus.BOOKED;
    }

    void lapse(Instant now) {
        List<Entry> lapsed = entries.stream()
                .filter(entry -> entry.status == WaitlistStatus.OFFERED)
                .filter(entry -> entry.expiresAt != null && !entry.expiresAt.isAfter(now))
                .toList();
        for (Entry entry : lapsed) {
            held -= entry.offered;
            entry.offered = 0;
            entry.bypassed = 0;
            entry.turn = now.toEpochMilli();
            entry.status = entry.lapses == 0 ? WaitlistStatus.WAITING : WaitlistStatus.EXPIRED;
            entry.lapses++;
        }
        if (!lapsed.isEmpty()) {
            serve(now);
        }
    }

    void serve(Instant now) {
        List<Entry> queue = waiting();
        if (queue.isEmpty()) {
            return;
        }
        Duration left = Duration.between(now, date);
        Optional<Duration> lasts = window(left);
        boolean gathers = left.compareTo(GATHER) > 0;
        if (lasts.isEmpty() || !gathers) {
            for (Entry entry : queue) {
                held -= entry.setAside;
                entry.setAside = 0;
            }
        }
        int at = 0;
        while (lasts.isPresent() && free() > 0 && at < queue.size()) {
            Entry entry = queue.get(at);
            boolean blocking = gathers && entry.bypassed >= BYPASSES;
            if (entry.quantity - (blocking ? entry.setAside : 0) <= free()) {
                promote(queue, at, entry.quantity, now.plus(lasts.get()));
            } else if (entry.acceptPartial) {
                promote(queue, at, entry.setAside + free(), now.plus(lasts.get()));
            } else if (blocking) {
                int aside = free();
                entry.setAside += aside;
                held += aside;
            }
            at++;
        }
    }

    private void promote(List<Entry> queue, int at, int seats, Instant expires) {
        Entry entry = queue.get(at);
        queue.subList(0, at).stream()
                .filter(before -> before.status == WaitlistStatus.WAITING)
                .limit(BYPASSES_NOTED)
                .forEach(before -> before.bypassed++);
        held -= entry.setAside;
        entry.setAside = 0;
        if (entry.autoBook) {
            entry.status = WaitlistStatus.BOOKED;
            sold += seats;
        } else {
            entry.status = WaitlistStatus.OFFERED;
            entry.offered = seats;
            entry.expiresAt = expires.isAfter(date) ? date : expires;
            held += seats;
        }
    }

    private static Optional<Duration> window(Duration left) {
        return Stream.of(
                        new OfferWindow(Duration.ofHours(96), Duration.ofHours(12)),
                        new OfferWindow(Duration.ofHours(24), Duration.ofHours(4)),
                        new OfferWindow(Duration.ofHours(6), Duration.ofHours(2)),
                        new OfferWindow(Duration.ofMinutes(30), Duration.ofMinutes(45)))
                .filter(window -> left.compareTo(window.before()) > 0)
                .findFirst()
                .map(OfferWindow::lasts);
    }
}
