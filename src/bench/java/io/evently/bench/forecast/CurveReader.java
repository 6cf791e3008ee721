package io.evently.bench.forecast;

import io.evently.forecast.model.BookingProfile;
import io.evently.forecast.model.ProfileCounter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns tables into booking curves. What a table holds is told by its columns. */
final class CurveReader {
    private static final int DAYS = 180;
    private static final double HOURS_PER_DAY = 24;

    private static final List<String> STAYS =
            List.of("hotel", "arrival_date", "lead_days", "status", "cancel_days_before");
    private static final List<String> DEPARTURES = List.of("route", "departure_date", "d0", "d1");
    private static final List<String> ANSWERS = List.of(
            "event_no", "group_no", "event_time_utc", "rsvp_lead_hours", "final_response", "changed_lead_hours");

    private final Map<String, Map<Event, ProfileCounter>> counted = new TreeMap<>();
    private final Map<String, List<Curve>> seen = new TreeMap<>();

    private record Event(String series, String id, Instant startsAt) {}

    private CurveReader() {}

    /** All sets of curves in the tables; tables of the same columns go into the same sets. */
    static List<CurveSet> read(List<Table> tables) {
        CurveReader reader = new CurveReader();
        for (Table table : tables) {
            if (table.has(STAYS)) {
                table.lines().forEach(reader::stay);
            } else if (table.has(DEPARTURES)) {
                table.lines().forEach(reader::departure);
            } else if (table.has(ANSWERS)) {
                table.lines().forEach(reader::answer);
            }
        }
        return reader.sets();
    }

    // Each day of each hotel is an event, and those who arrive on it book it.
    private void stay(Table.Row row) {
        String date = row.text("arrival_date");
        Event event = new Event(row.text("hotel"), date, midnight(date));
        double lead = row.number("lead_days");
        counter("hotel_gross", event).booked(lead, 1);
        ProfileCounter net = counter("hotel_net", event);
        net.booked(lead, 1);
        if (row.text("status").equals("c")) {
            net.cancelled(row.number("cancel_days_before"), 1);
        }
    }

    private void departure(Table.Row row) {
        double[] daysAgo = IntStream.iterate(0, day -> row.table().columns().containsKey("d" + day), day -> day + 1)
                .mapToObj(day -> row.text("d" + day))
                .takeWhile(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (daysAgo.length > 0) {
            seen.computeIfAbsent("flights", name -> new ArrayList<>())
                    .add(new Curve(
                            row.text("route"), midnight(row.text("departure_date")), BookingProfile.of(daysAgo)));
        }
    }

    // Of who changed their mind only the answer they ended with is known. A "no" is taken to have been a "yes" until
    // the
    // change; a "yes" counts from the change on, so that nothing is known before it was said.
    private void answer(Table.Row row) {
        String group = row.text("group_no");
        Event event = new Event(group, row.text("event_no"), time(row.text("event_time_utc")));
        ProfileCounter counter = counter("meetup_" + group, event);
        double answered = row.number("rsvp_lead_hours") / HOURS_PER_DAY;
        boolean changed = !row.text("changed_lead_hours").isEmpty();
        double lastAnswered = changed ? row.number("changed_lead_hours") / HOURS_PER_DAY : answered;
        if (row.text("final_response").equals("yes")) {
            counter.booked(lastAnswered, 1);
        } else if (changed) {
            counter.booked(answered, 1);
            counter.cancelled(lastAnswered, 1);
        }
    }

    private ProfileCounter counter(String set, Event event) {
        return counted.computeIfAbsent(
                        set,
                        name -> new TreeMap<>(Comparator.comparing(Event::startsAt)
                                .thenComparing(Event::series)
                                .thenComparing(Event::id)))
                .computeIfAbsent(event, fresh -> new ProfileCounter(DAYS));
    }

    private List<CurveSet> sets() {
        counted.forEach((name, events) ->
                events.forEach((event, counter) -> seen.computeIfAbsent(name, fresh -> new ArrayList<>())
                        .add(new Curve(event.series(), event.startsAt(), counter.profile()))));
        return seen.entrySet().stream()
                .map(entry -> new CurveSet(
                        entry.getKey(),
                        entry.getValue().stream()
                                .sorted(Comparator.comparing(Curve::startsAt).thenComparing(Curve::series))
                                .collect(Collectors.toUnmodifiableList())))
                .toList();
    }

    private static Instant midnight(String date) {
        return LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    // Files leave out the seconds, which Instant insists on.
    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
