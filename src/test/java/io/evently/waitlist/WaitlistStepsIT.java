package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.booking.AcceptOffer;
import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingOutcome;
import io.evently.booking.service.BookingFixture;
import io.evently.inventory.SeatReturn;
import io.evently.waitlist.WaitlistModel.Entry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes and eight waitlists against the model, at random, with the same random numbers each time: as many steps as a build has time for, or
 * {@code -Dwaitlist.steps=100000}.
 */
@DisplayName("Random steps of waitlists on two nodes")
class WaitlistStepsIT {
    private static final Logger log = LoggerFactory.getLogger(WaitlistStepsIT.class);
    private static final int STEPS = Integer.getInteger("waitlist.steps", 15_000);
    private static final int LISTS = 8;
    private static final int STEPS_PER_ROUND = 25;
    private static final int USERS = 60;
    private static final int SMALLEST_CAPACITY = 1;
    private static final String GROW =
            SeatReturn.statement("""
            freed AS (
                SELECT id AS event_id, 0 AS sold, 0 AS held, $2::integer AS added
                  FROM event WHERE id = $1 FOR UPDATE)
            """, "$3::timestamptz", "SELECT available FROM seats_returned");

    @Test
    @DisplayName("go as the model says: the same offers in the same order, positions that are the order, no seat lost")
    void asTheModelSays() throws Exception {
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(LISTS);
        try (BookingFixture fixture = new BookingFixture(BookingFixture.config(), 2)) {
            fixture.clock.set(fixture.clock.instant().truncatedTo(java.time.temporal.ChronoUnit.HOURS));
            List<Walk> walks = new ArrayList<>();
            for (int i = 0; i < LISTS; i++) {
                walks.add(new Walk(fixture, new Random(20_261_122L + i)));
            }
            Random time = new Random(4);
            WaitlistSweep[] sweeps = new WaitlistSweep[fixture.shards().count()];
            for (int i = 0; i < sweeps.length; i++) {
                sweeps[i] = new WaitlistSweep(
                        fixture.shards().shard(i),
                        BookingFixture.WAITLIST,
                        new WaitlistRepository(),
                        new WaitlistMetrics(new SimpleMeterRegistry(), i),
                        fixture.clock);
                await(new WaitlistRepository()
                        .agree(fixture.shards().shard(i).pool(), BookingFixture.WAITLIST.policy()));
            }
            int rounds = STEPS / (LISTS * STEPS_PER_ROUND);
            for (int round = 0; round < rounds; round++) {
                for (java.util.concurrent.Future<?> done : walks.stream()
                        .map(walk -> threads.submit(() -> walk.steps(STEPS_PER_ROUND)))
                        .toList()) {
                    done.get();
                }
                fixture.clock.advance(Duration.ofMinutes(1 + time.nextInt(round % 10 == 0 ? 600 : 60)));
                for (WaitlistSweep sweep : sweeps) {
                    await(sweep.run());
                }
                walks.forEach(Walk::timePassed);
                walks.forEach(Walk::compare);
            }
            fixture.assertInvariants();
            Map<String, Integer> done = new HashMap<>();
            walks.forEach(walk -> walk.done.forEach((what, count) -> done.merge(what, count, Integer::sum)));
            log.info("{} steps in {} s: {}", STEPS, (System.nanoTime() - begun) / 1_000_000_000, done);
            assertThat(done).containsKeys("offer accepted", "offer refused", "offer lapsed", "gathered", "closed");
        } finally {
            threads.shutdownNow();
        }
    }

    /** One waitlist and its model, on one thread at a time. */
    private static final class Walk {
        private final BookingFixture fixture;
        private final Random random;
        private final Map<String, Integer> done = new HashMap<>();
        private final List<UUID> users = new ArrayList<>();
        private List<Booking> bookings = new ArrayList<>();
        private WaitlistModel model;

        Walk(BookingFixture fixture, Random random) {
            this.fixture = fixture;
            this.random = random;
            for (int i = 0; i < USERS; i++) {
                users.add(new UUID(random.nextLong(), random.nextLong()));
            }
            model = fresh();
        }

        private WaitlistModel fresh() {
            bookings = new ArrayList<>();
            int capacity = 5 + random.nextInt(20);
            UUID event = fixture.anEvent(capacity);
            Instant date = fixture.event(event).getOffsetDateTime("event_date").toInstant();
            if (random.nextBoolean()) {
                date = fixture.clock.instant().plus(Duration.ofHours(1 + random.nextInt(200)));
                fixture.execute(
                        fixture.shardOf(event),
                        "UPDATE event SET event_date = $2 WHERE id = $1",
                        Tuple.of(event, date.atOffset(ZoneOffset.UTC)));
            }
            return new WaitlistModel(event, date, capacity);
        }

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                step();
            }
        }

        private void step() {
            int die = random.nextInt(100);
            if (!model.date.isAfter(now())) {
                callOff();
            } else if (die < 35) {
                join();
            } else if (die < 55) {
                book();
            } else if (die < 75) {
                cancel();
            } else if (die < 85) {
                answerOffer();
            } else if (die < 93) {
                leave();
            } else if (die < 96) {
                grow();
            } else if (die < 99) {
                shrink();
            } else if (random.nextInt(10) == 0) {
                callOff();
            } else {
                look();
            }
        }

        private void join() {
            UUID user = anyone();
            Tier tier = List.of(Tier.BASIC, Tier.PREMIUM, Tier.VIP).get(random.nextInt(3));
            int quantity = 1 + random.nextInt(4);
            boolean autoBook = random.nextInt(10) == 0;
            boolean acceptPartial = random.nextInt(5) == 0;
            JoinOutcome outcome = await(node().waitlist()
                    .join(new JoinWaitlist(model.event, user, tier, quantity, autoBook, acceptPartial, null)));
            if (model.live(user).isPresent()) {
                assertThat(outcome).isInstanceOf(JoinOutcome.AlreadyWaitlisted.class);
            } else if (quantity > model.capacity) {
                assertThat(outcome).isInstanceOf(JoinOutcome.MoreThanCapacity.class);
            } else if (model.free() >= quantity) {
                assertThat(outcome).isEqualTo(new JoinOutcome.SeatsAvailable(model.free(), quantity));
            } else {
                assertThat(outcome).isInstanceOf(JoinOutcome.Joined.class);
                WaitlistEntry entry = ((JoinOutcome.Joined) outcome).entry();
                Entry modelled = model.join(entry.id(), user, tier, quantity, autoBook, acceptPartial, now());
                int position = model.position(modelled);
                if (acceptPartial && model.free() > 0) {
                    model.serve(now());
                }
                assertThat(entry.status()).isEqualTo(modelled.status);
                assertThat(entry.position()).isEqualTo(entry.status() == WaitlistStatus.WAITING ? position : 0);
                note("joined");
            }
        }

        private void book() {
            UUID user = anyone();
            int quantity = 1 + random.nextInt(4);
            BookingOutcome outcome = await(node().desk()
                    .book(new BookSeats(model.event, user, quantity, null, false, null, fixture.deadline())));
            Optional<Entry> offer = model.live(user)
                    .filter(entry -> entry.status == WaitlistStatus.OFFERED && entry.offered == quantity);
            if (offer.isPresent()) {
                booked(outcome, quantity);
                model.accept(offer.get());
                note("offer booked");
            } else if (quantity <= model.free()) {
                booked(outcome, quantity);
                model.sold += quantity;
                note("booked");
            } else {
                assertThat(outcome).isEqualTo(new BookingOutcome.InsufficientSeats(model.free(), quantity));
            }
        }

        private void booked(BookingOutcome outcome, int quantity) {
            assertThat(outcome).isInstanceOf(BookingOutcome.Booked.class);
            Booking booking = ((BookingOutcome.Booked) outcome).booking();
            assertThat(booking.quantity()).isEqualTo(quantity);
            bookings.add(booking);
        }

        private void cancel() {
            if (bookings.isEmpty()) {
                return;
            }
            Booking booking = bookings.remove(random.nextInt(bookings.size()));
            BookingOutcome outcome = await(node().desk()
                    .cancel(new BookingChange(booking.id(), booking.userId(), false, null, fixture.deadline())));
            assertThat(outcome).isInstanceOf(BookingOutcome.Cancelled.class);
            model.sold -= booking.quantity();
            model.serve(now());
            note("cancelled");
        }

        private void answerOffer() {
            List<Entry> offered = model.entries.stream()
                    .filter(entry -> entry.status == WaitlistStatus.OFFERED)
                    .toList();
            if (offered.isEmpty()) {
                UUID user = anyone();
                BookingOutcome outcome =
                        await(node().desk().accept(new AcceptOffer(model.event, user, null, fixture.deadline())));
                // Whoever took an offer before hears of that booking again, as long as it stands.
                if (!(outcome instanceof BookingOutcome.Booked again
                        && tookOffer(again.booking().id(), user))) {
                    assertThat(outcome).isEqualTo(new BookingOutcome.NotFound("Offer"));
                }
                return;
            }
            Entry entry = offered.get(random.nextInt(offered.size()));
            if (random.nextInt(4) > 0) {
                int seats = entry.offered;
                booked(
                        await(node().desk().accept(new AcceptOffer(model.event, entry.user, null, fixture.deadline()))),
                        seats);
                model.accept(entry);
                note("offer accepted");
            } else {
                leave(entry);
                note("offer refused");
            }
        }

        private void leave() {
            UUID user = anyone();
            Optional<Entry> live = model.live(user);
            if (live.isPresent()) {
                leave(live.get());
                note("left");
            } else {
                assertThat(await(node().waitlist().leave(new LeaveWaitlist(model.event, user))))
                        .isEqualTo(new LeaveOutcome.NotFound());
            }
        }

        private void leave(Entry entry) {
            int seats = entry.offered + entry.setAside;
            int behind =
                    entry.status == WaitlistStatus.WAITING ? model.waiting().size() - model.position(entry) : 0;
            LeaveOutcome outcome = await(node().waitlist().leave(new LeaveWaitlist(model.event, entry.user)));
            int before = model.waiting().size() - (entry.status == WaitlistStatus.WAITING ? 1 : 0);
            model.leave(entry, now());
            int promoted = before - model.waiting().size();
            assertThat(outcome).isEqualTo(new LeaveOutcome.Left(behind + promoted, seats));
        }

        private void grow() {
            int added = 1 + random.nextInt(3);
            fixture.execute(
                    fixture.shardOf(model.event), GROW, Tuple.of(model.event, added, now().atOffset(ZoneOffset.UTC)));
            model.capacity += added;
            model.serve(now());
            note("grown");
        }

        private void shrink() {
            if (model.free() > 0 && model.capacity > SMALLEST_CAPACITY) {
                fixture.execute(
                        fixture.shardOf(model.event),
                        "UPDATE event SET total_capacity = total_capacity - 1 WHERE id = $1",
                        Tuple.of(model.event));
                model.capacity--;
                note("shrunk");
            }
        }

        private void callOff() {
            await(node().desk().cancelEvent(model.event));
            Row event = fixture.event(model.event);
            assertThat(event.getInteger("waitlist_count")).isZero();
            assertThat(event.getInteger("offers_out")).isZero();
            assertThat(event.getInteger("seats_held")).isZero();
            note("closed");
            model = fresh();
        }

        private void look() {
            List<Entry> waiting = model.waiting();
            if (!waiting.isEmpty()) {
                Entry entry = waiting.get(random.nextInt(waiting.size()));
                EntryLookup found = await(node().waitlist().find(new FindEntry(model.event, entry.user)));
                assertThat(((EntryLookup.Found) found).entry().position()).isEqualTo(model.position(entry));
            }
        }

        void timePassed() {
            long offered = count(WaitlistStatus.OFFERED);
            model.lapse(now());
            model.serve(now());
            if (count(WaitlistStatus.OFFERED) < offered) {
                note("offer lapsed");
            }
        }

        private long count(WaitlistStatus status) {
            return model.entries.stream()
                    .filter(entry -> entry.status == status)
                    .count();
        }

        void compare() {
            Row event = fixture.event(model.event);
            String mine = "capacity %s sold %s held %s waiting %s"
                    .formatted(
                            model.capacity,
                            model.sold,
                            model.held,
                            model.waiting().size());
            assertThat("capacity %s sold %s held %s waiting %s"
                            .formatted(
                                    event.getInteger("total_capacity"),
                                    event.getInteger("seats_sold"),
                                    event.getInteger("seats_held"),
                                    event.getInteger("waitlist_count")))
                    .isEqualTo(mine);
            Map<UUID, String> theirs = new HashMap<>();
            EntriesLookup page = await(node().waitlist().list(new ListEntries(model.event, null, 100_000, 0)));
            List<UUID> order = new ArrayList<>();
            for (WaitlistEntry entry : ((EntriesLookup.Listed) page).entries()) {
                theirs.put(
                        entry.id(),
                        "%s offered %s at %s".formatted(entry.status(), entry.seatsOffered(), entry.position()));
                if (entry.status() == WaitlistStatus.WAITING) {
                    order.add(entry.id());
                }
            }
            Map<UUID, String> ours = new HashMap<>();
            for (Entry entry : model.entries) {
                ours.put(entry.id, "%s offered %s at %s".formatted(entry.status, entry.offered, model.position(entry)));
                if (entry.setAside > 0) {
                    note("gathered");
                }
            }
            assertThat(theirs).isEqualTo(ours);
            assertThat(order)
                    .isEqualTo(model.waiting().stream().map(entry -> entry.id).toList());
        }

        private BookingFixture.Node node() {
            return fixture.node(random.nextInt(2));
        }

        private boolean tookOffer(UUID booking, UUID user) {
            return !fixture.execute(
                            fixture.shardOf(model.event),
                            "SELECT id FROM waitlist_entry WHERE booking_id = $1 AND user_id = $2 AND status = 'booked'",
                            Tuple.of(booking, user))
                    .isEmpty();
        }

        private UUID anyone() {
            return users.get(random.nextInt(users.size()));
        }

        private Instant now() {
            return fixture.clock.instant();
        }

        private void note(String what) {
            done.merge(what, 1, Integer::sum);
        }
    }
}
