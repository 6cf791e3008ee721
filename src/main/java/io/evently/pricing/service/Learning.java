package io.evently.pricing.service;

import io.evently.pricing.model.CurveBuckets;
import io.evently.pricing.model.CurveCounts;
import io.evently.pricing.service.SalesRepository.Ended;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Adds events that are over to what is known of all, and forgets their sales. In one transaction. */
final class Learning {
    private static final int WEEKDAYS = 7;
    private static final int HOURS = 24;
    /** An event without seats for a larger share of its sale says little about when people would have come. */
    private static final double MOST_SOLD_OUT = 0.05;

    private final SalesRepository repository;
    private final SqlClient transaction;

    Learning(SalesRepository repository, SqlClient transaction) {
        this.repository = repository;
        this.transaction = transaction;
    }

    Future<Void> of(List<Over> over) {
        if (over.isEmpty()) {
            return Future.succeededFuture();
        }
        List<UUID> took =
                over.stream().filter(Over::tookPlace).map(Over::eventId).toList();
        Future<Void> learnt = took.isEmpty()
                ? Future.succeededFuture()
                : repository.ended(transaction, took).compose(this::learn);
        return learnt.compose(done ->
                repository.forget(transaction, over.stream().map(Over::eventId).toList()));
    }

    private Future<Void> learn(List<Ended> events) {
        List<Ended> telling = events.stream().filter(Learning::tells).toList();
        return telling.isEmpty()
                ? Future.succeededFuture()
                : repository.experienceLocked(transaction).compose(before -> {
                    Experience after = before;
                    for (Ended event : telling) {
                        after = after.plus(
                                event.orders(), event.seats(), event.capacity(), counts(after.curve(), event));
                    }
                    return repository.learn(transaction, after);
                });
    }

    private static boolean tells(Ended event) {
        double sale = Duration.between(event.onSaleSince(), event.date()).toSeconds();
        long soldOut =
                event.sales().stream().mapToLong(SalesRow::soldOutSeconds).sum();
        return sale > 0 && event.orders() > 0 && soldOut <= MOST_SOLD_OUT * sale;
    }

    private static CurveCounts counts(CurveCounts before, Ended event) {
        double[] buckets = new double[CurveBuckets.COUNT];
        double[] weekdays = new double[WEEKDAYS];
        double[] hours = new double[HOURS];
        for (SalesRow row : event.sales()) {
            var at = row.hour().atOffset(ZoneOffset.UTC);
            buckets[CurveBuckets.of(event.onSaleSince(), event.date(), row.hour())] += row.orders();
            weekdays[at.getDayOfWeek().getValue() - 1] += row.orders();
            hours[at.getHour()] += row.orders();
        }
        return before.plus(event.onSaleSince(), event.date(), list(buckets), list(weekdays), list(hours));
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
