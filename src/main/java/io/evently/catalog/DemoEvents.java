package io.evently.catalog;

import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.MILLIS;

/**
 * A dozen events to look around with. Their ids never change, so that an installation has them once, whichever node
 * comes first and however often it starts.
 */
public final class DemoEvents {
    private static final long SEED = 20_260_101;
    private static final Instant BIRTHDAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Sample> SAMPLES = List.of(
            new Sample(
                    "Harbour Lights Festival",
                    "Three stages by the water, forty bands, boats home until two in the morning.",
                    "Old Harbour, Pier 4",
                    24,
                    15,
                    20_000,
                    "89.00",
                    "USD"),
            new Sample(
                    "Vert.x and Friends Conference",
                    "Two days of talks on reactive systems, with workshops on the second afternoon.",
                    "Riverside Convention Center",
                    38,
                    9,
                    500,
                    "249.00",
                    "USD"),
            new Sample(
                    "Mahler: Symphony No. 2",
                    "The city's philharmonic with two choirs, under its new principal conductor.",
                    "Symphony Hall",
                    17,
                    19,
                    2_200,
                    "64.50",
                    "USD"),
            new Sample(
                    "Northern Derby",
                    "The match nobody in the north wants to miss. Gates open two hours before.",
                    "Northgate Stadium",
                    12,
                    18,
                    18_500,
                    "42.00",
                    "GBP"),
            new Sample(
                    "An Evening of Short Plays",
                    "Six authors, six rooms, one night; you choose the order.",
                    "The Lantern Theatre",
                    9,
                    20,
                    180,
                    "28.00",
                    "USD"),
            new Sample(
                    "Sourdough from Scratch",
                    "A hands-on class for beginners. You take home a loaf and a starter.",
                    "Mill Street Bakery School",
                    6,
                    10,
                    40,
                    "75.00",
                    "USD"),
            new Sample(
                    "Blue Note Thursdays: The Ida Carr Quintet",
                    "Hard bop in a small room. Two sets, table service.",
                    "Cellar 27",
                    15,
                    21,
                    120,
                    "35.00",
                    "USD"),
            new Sample(
                    "City Marathon: Runners' Entry",
                    "Flat course, forty-two kilometres, live tracking for your family.",
                    "Market Square",
                    96,
                    7,
                    12_000,
                    "110.00",
                    "USD"),
            new Sample(
                    "Photography After Dark",
                    "A guided night walk through the old town with tripods and patience.",
                    "Cathedral Steps",
                    20,
                    22,
                    60,
                    "22.50",
                    "EUR"),
            new Sample(
                    "Startup Pitch Night",
                    "Ten founders, five minutes each, and an audience that votes.",
                    "Foundry Works",
                    29,
                    18,
                    350,
                    "0.00",
                    "USD"),
            new Sample(
                    "The Winter Ballet: The Snow Queen",
                    "A new choreography with live orchestra, for everyone from six years on.",
                    "Royal Opera House",
                    61,
                    17,
                    1_750,
                    "96.00",
                    "USD"),
            new Sample(
                    "Stand-up Summit",
                    "Twelve comedians, one microphone, no second take.",
                    "Palace Arena",
                    46,
                    20,
                    6_400,
                    "39.90",
                    "USD"));

    private final Shards shards;
    private final Clock clock;
    private final EventRepository events = new EventRepository();

    public DemoEvents(Shards shards, Clock clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /** Creates those that are not there; how many that were. */
    public Future<Integer> create() {
        Ids ids = new Ids(Clock.fixed(BIRTHDAY, UTC), new Random(SEED));
        Instant now = clock.instant().truncatedTo(MILLIS);
        List<Future<Optional<Event>>> inserts = new ArrayList<>();
        for (int i = 0; i < SAMPLES.size(); i++) {
            Shard shard = shards.shard(i % shards.count());
            UUID id = ids.next(shard.number());
            inserts.add(events.insert(shard.pool(), id, SAMPLES.get(i).from(now.truncatedTo(DAYS)), now));
        }
        return Future.all(inserts).map(all -> (int)
                all.<Optional<Event>>list().stream().filter(Optional::isPresent).count());
    }

    private record Sample(
            String name,
            String description,
            String venue,
            int days,
            int hour,
            int capacity,
            String price,
            String currency) {

        CreateEvent from(Instant today) {
            Instant date = today.plus(Duration.ofDays(days)).plus(Duration.ofHours(hour));
            return new CreateEvent(name, description, venue, date, capacity, new BigDecimal(price), currency);
        }
    }
}
