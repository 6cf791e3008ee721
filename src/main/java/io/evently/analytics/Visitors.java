package io.evently.analytics;

import io.evently.cache.DistinctCounts;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/**
 * How many different visitors there were, and how many users were active, over the whole cluster. A visitor is a signed-in user or
 * else an address with a user agent; all that is kept of one is a hash with a secret of the day, and of that only what a sketch of its
 * day takes in. The secret is forgotten after two days: then nobody can tell who was counted. Without Redis nobody is counted.
 * {@link #seen} is for any thread, {@link #write} for one.
 */
public final class Visitors {
    private static final Duration SECRET_LIFE = Duration.ofDays(2);
    private static final Duration DAY_LIFE = Duration.ofDays(400);
    private static final Duration HOUR_LIFE = Duration.ofDays(2);
    private static final int ACTIVE_HOURS = 24;
    private static final int PORTION = 500;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH").withZone(UTC);

    private final DistinctCounts counts;
    private final Clock clock;
    private final RandomGenerator random;
    private final int most;
    private final Map<VisitorStage, Set<Long>> stages = new EnumMap<>(VisitorStage.class);
    private final Set<Long> active = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Secret secret;

    private record Secret(LocalDate day, long key) {}

    /** @param most how many different ones are remembered between two writings, at each stage; more are not counted */
    public Visitors(DistinctCounts counts, Clock clock, RandomGenerator random, int most) {
        this.counts = counts;
        this.clock = clock;
        this.random = random;
        this.most = most;
        for (VisitorStage stage : VisitorStage.values()) {
            stages.put(stage, ConcurrentHashMap.newKeySet());
        }
    }

    /**
     * Counts a visitor at a stage. Costs a hash and a look-up.
     *
     * @param userId whoever is signed in
     * @param address where the request comes from
     */
    public void seen(VisitorStage stage, @Nullable UUID userId, String address, @Nullable String userAgent) {
        Secret today = secret;
        if (today == null) {
            return;
        }
        long hash = userId == null
                ? hash(hash(today.key(), address), userAgent == null ? "" : userAgent)
                : hash(today.key(), userId);
        add(stages.getOrDefault(stage, Set.of()), hash);
        if (userId != null) {
            add(active, hash(0, userId));
        }
    }

    /** Writes down who was seen since the last time; what cannot be written is forgotten. */
    public Future<Void> write() {
        Instant now = clock.instant();
        LocalDate day = day(now);
        Secret used = secret;
        // What was seen under yesterday's secret belongs to yesterday.
        LocalDate counted = used == null ? day : used.day();
        List<Future<Void>> writes = new ArrayList<>();
        stages.forEach((stage, seen) -> writes.add(write(key(stage, counted), seen, DAY_LIFE)));
        writes.add(write(key(now), active, HOUR_LIFE));
        return Future.join(writes).<Void>mapEmpty().compose(written -> agree(day), failed -> {
            secret = null;
            return agree(day);
        });
    }

    /** How many different visitors each day had at a stage, added up over the days; both ends included. */
    public Future<Long> count(VisitorStage stage, LocalDate from, LocalDate to) {
        return counts.countEach(
                from.datesUntil(to.plusDays(1)).map(day -> key(stage, day)).toList());
    }

    /** How many different users asked for anything that is counted in the last 24 hours. */
    public Future<Long> activeUsers() {
        Instant now = clock.instant();
        List<String> hours = new ArrayList<>();
        for (int back = 0; back <= ACTIVE_HOURS; back++) {
            hours.add(key(now.minus(back, ChronoUnit.HOURS)));
        }
        return counts.count(hours);
    }

    private Future<Void> agree(LocalDate day) {
        Secret known = secret;
        if (known != null && known.day().equals(day)) {
            return Future.succeededFuture();
        }
        String fresh = Long.toHexString(random.nextLong());
        return counts.secret("secret:" + day, fresh, SECRET_LIFE)
                .onSuccess(kept -> secret = new Secret(day, Long.parseUnsignedLong(kept, 16)))
                .mapEmpty();
    }

    private Future<Void> write(String key, Set<Long> seen, Duration life) {
        List<Long> taken = List.copyOf(seen);
        taken.forEach(seen::remove);
        List<Future<Void>> writes = new ArrayList<>();
        for (int i = 0; i < taken.size(); i += PORTION) {
            writes.add(counts.add(key, taken.subList(i, Math.min(i + PORTION, taken.size())), life));
        }
        return Future.join(writes).mapEmpty();
    }

    private void add(Set<Long> seen, long hash) {
        if (!seen.contains(hash) && seen.size() < most) {
            seen.add(hash);
        }
    }

    private static String key(VisitorStage stage, LocalDate day) {
        return "visitors:" + stage.code() + ':' + day;
    }

    private static String key(Instant hour) {
        return "active:" + HOUR.format(hour);
    }

    private static LocalDate day(Instant now) {
        return now.atOffset(UTC).toLocalDate();
    }

    private static long hash(long key, UUID id) {
        return mixed(mixed(key ^ id.getMostSignificantBits()) ^ id.getLeastSignificantBits());
    }

    private static long hash(long key, String text) {
        long hash = key;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mixed(hash ^ text.length());
    }

    /** The finaliser of MurmurHash3: every bit of the input changes about half of those of the output. */
    private static long mixed(long value) {
        long bits = value;
        bits = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        return bits ^ bits >>> 33;
    }
}
