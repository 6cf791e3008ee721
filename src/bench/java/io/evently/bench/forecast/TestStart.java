package io.evently.bench.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From when on events are forecast; those before are only learned from. By default the last third of the time that the
 * data span, from the first of a month on when they span half a year or more.
 */
final class TestStart {
    private static final Duration LONG = Duration.ofDays(180);

    private final Map<String, LocalDate> given = new HashMap<>();

    /** @param options {@code DATE} for all sets, {@code SET=DATE} for one, or {@code PREFIX=DATE} for several */
    TestStart(List<String> options) {
        for (String option : options) {
            int sign = option.indexOf('=');
            given.put(sign < 0 ? "" : option.substring(0, sign), LocalDate.parse(option.substring(sign + 1)));
        }
    }

    Instant of(CurveSet set) {
        return given.entrySet().stream()
                .filter(entry -> set.name().startsWith(entry.getKey()))
                .max((one, other) ->
                        Integer.compare(one.getKey().length(), other.getKey().length()))
                .map(entry -> midnight(entry.getValue()))
                .orElseGet(() -> lastThird(set.curves()));
    }

    private static Instant lastThird(List<Curve> curves) {
        Instant first = curves.get(0).startsAt();
        Instant end = curves.get(curves.size() - 1).startsAt().plus(Duration.ofDays(1));
        Duration span = Duration.between(first, end);
        LocalDate start = LocalDate.ofInstant(first.plus(span.multipliedBy(2).dividedBy(3)), ZoneOffset.UTC);
        boolean whole = span.compareTo(LONG) >= 0 && start.getDayOfMonth() > 1;
        return midnight(whole ? YearMonth.from(start).plusMonths(1).atDay(1) : start);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
