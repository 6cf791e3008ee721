package io.evently.bench.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.estimate.Estimate;
import io.evently.waitlist.estimate.Situation;
import io.evently.waitlist.estimate.Standing;
import io.evently.waitlist.estimate.WaitEstimator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Plays one event from the moment it is sold out until it begins. Times are hours from that moment. */
final class SimulatedEvent {
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Hours to the event at which everybody who waits asks again. */
    private static final double[] ASKED_AGAIN = {336, 168, 72, 24};

    private static final int MOST_LAPSES = 1;

    private final Scenario scenario;
    private final People people;
    private final Learned learned;
    private final Consumer<Forecast> forecasts;
    private final Rules rules = new Rules();
    private final Line line;
    private final List<Order> orders = new ArrayList<>();
    private final Sight sight;
    private final double frailty;
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparingDouble(Due::at).thenComparingInt(Due::number));
    private int scheduled;
    private double now;
    private int free;
    private int held;
    private int sold;
    private int openOffers;
    private Played played = Played.NOTHING;

    /**
     * A new event.
     *
     * @param learned from the events before; this one adds to it in the end
     * @param forecasts is told each estimate with what came of it
     */
    SimulatedEvent(Scenario scenario, People people, Learned learned, Consumer<Forecast> forecasts) {
        this.scenario = scenario;
        this.people = people;
        this.learned = learned;
        this.forecasts = forecasts;
        line = new Line(scenario.policy());
        sight = new Sight(scenario, learned.hazard(), learned.acceptance());
        frailty = people.frailty();
    }

    Played play() {
        sellOut();
        int joiners = people.joiners();
        for (int number = 0; number < joiners; number++) {
            int joiner = number;
            at(people.joinsAt(), () -> arrive(joiner));
        }
        for (double hoursToEvent : ASKED_AGAIN) {
            at(scenario.hours() - hoursToEvent, () -> line.waiting().forEach(entry -> ask(entry, false)));
        }
        for (Due due = agenda.poll(); due != null && due.at() < scenario.hours(); due = agenda.poll()) {
            now = due.at();
            due.action().run();
            rules.seats(free, held, sold, scenario.capacity());
            played = played.plus(new Played(0, 0, 0, 0, 0, 0, 0, 1, Violations.NONE));
        }
        now = scenario.hours();
        line.waiting().forEach(entry -> answer(entry, false));
        orders.forEach(learned::order);
        return played.plus(new Played(0, 0, 0, 0, 0, 0, 0, 0, rules.violations()));
    }

    private void sellOut() {
        free = scenario.capacity();
        while (free > 0) {
            int seats = Math.min(free, people.quantity());
            free -= seats;
            book(seats);
        }
    }

    private void book(int seats) {
        Order order = new Order(seats, hoursToEvent());
        orders.add(order);
        sold += seats;
        OptionalDouble cancelled = people.cancelled(hoursToEvent(), frailty);
        cancelled.ifPresent(hoursBefore -> at(scenario.hours() - hoursBefore, () -> cancel(order)));
    }

    private void cancel(Order order) {
        order.cancel(hoursToEvent());
        sold -= order.seats();
        free += order.seats();
        boolean waitedFor = !line.isEmpty() || openOffers > 0;
        played = played.plus(
                new Played(0, 0, order.seats(), waitedFor ? order.seats() : 0, 0, 0, 0, 0, Violations.NONE));
        offerSeats();
    }

    /** Buys what is free when nobody waits for it, and joins the list otherwise. */
    private void arrive(int number) {
        int quantity = people.quantity();
        Tier tier = people.tier();
        boolean willing = people.willing();
        if (line.isEmpty() && free >= quantity) {
            free -= quantity;
            book(quantity);
            return;
        }
        if (windowNow().isEmpty()) {
            return;
        }
        double headStart = scenario.policy().headStarts().hours(tier);
        Entry entry = new Entry(number, tier, quantity, willing, now, headStart);
        played = played.plus(new Played(1, quantity, 0, 0, 0, 0, 0, 0, Violations.NONE));
        sight.joined(tier, now);
        line.add(entry);
        offerSeats();
        if (line.contains(entry)) {
            ask(entry, true);
        }
    }

    private void offerSeats() {
        Optional<Duration> window = windowNow();
        Optional<Entry> next;
        do {
            next = window.isPresent() && free > 0 ? line.next(free, hoursToEvent()) : Optional.empty();
            next.ifPresent(entry -> {
                rules.served(entry, line.waiting(), free);
                offer(entry, window.orElseThrow());
            });
        } while (next.isPresent());
    }

    private void offer(Entry entry, Duration window) {
        free -= entry.quantity();
        held += entry.quantity();
        openOffers++;
        played = played.plus(new Played(0, 0, 0, 0, 0, 0, 1, 0, Violations.NONE));
        answer(entry, true);
        double made = hoursToEvent();
        double open = window.toSeconds() / SECONDS_PER_HOUR;
        double response = people.responseHours();
        if (response >= open) {
            at(now + open, () -> end(entry, made, this::lapse));
        } else {
            at(now + response, () -> end(entry, made, entry.willing() ? this::accept : this::refuse));
        }
    }

    private void end(Entry entry, double made, Outcome outcome) {
        openOffers--;
        held -= entry.quantity();
        learned.offer(made, outcome.of(entry));
        offerSeats();
    }

    private boolean accept(Entry entry) {
        book(entry.quantity());
        played = played.plus(new Played(0, 0, 0, 0, entry.quantity(), 1, 0, 0, Violations.NONE));
        return true;
    }

    private boolean refuse(Entry entry) {
        free += entry.quantity();
        return false;
    }

    private boolean lapse(Entry entry) {
        free += entry.quantity();
        if (entry.lapses() < MOST_LAPSES) {
            entry.moveBehind(now);
            line.add(entry);
        }
        return false;
    }

    private void ask(Entry entry, boolean joining) {
        Situation situation = sight.situation(now, orders, free, held);
        Standing standing = new Standing(entry.quantity(), line.ahead(entry), now - entry.turn());
        Estimate estimate = WaitEstimator.estimate(situation, standing);
        if (estimate.promotionProbability().isPresent()) {
            entry.ask(new Asked(now, joining, estimate));
        }
    }

    private void answer(Entry entry, boolean promoted) {
        for (Asked asked : entry.answered()) {
            forecasts.accept(new Forecast(
                    asked.joining(),
                    asked.estimate().promotionProbability().orElseThrow() / 100,
                    asked.estimate().waitHours(),
                    promoted,
                    now - asked.at()));
        }
    }

    private Optional<Duration> windowNow() {
        return scenario.policy().window(hoursToEvent());
    }

    private double hoursToEvent() {
        return scenario.hours() - now;
    }

    private void at(double hours, Runnable action) {
        agenda.add(new Due(hours, scheduled++, action));
    }

    /** What comes of an offer; true when it is taken. */
    @FunctionalInterface
    private interface Outcome {
        boolean of(Entry entry);
    }

    private record Due(double at, int number, Runnable action) {}
}
