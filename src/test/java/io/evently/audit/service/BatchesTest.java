package io.evently.audit.service;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Lines that are written together")
class BatchesTest {
    private final List<List<Integer>> statements = new ArrayList<>();

    @Test
    @DisplayName("are those that came while a statement was under way, and no more wait than may")
    void together() {
        Promise<Void> first = Promise.promise();
        Batches<Integer> batches = new Batches<>(2, rows -> {
            statements.add(rows);
            return rows.contains(1) ? first.future() : Future.succeededFuture();
        });
        Future<Boolean> one = batches.add(1);
        Future<Boolean> two = batches.add(2);
        Future<Boolean> three = batches.add(3);
        assertThat(batches.add(4).result()).isFalse();
        first.complete();

        assertThat(List.of(one.result(), two.result(), three.result())).containsOnly(true);
        assertThat(statements).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    @DisplayName("fail alone when writing them throws or fails; those that come later are written")
    void failing() {
        Batches<Integer> batches = new Batches<>(2, rows -> {
            statements.add(rows);
            if (rows.contains(1)) {
                throw new IllegalStateException("thrown");
            }
            return rows.contains(2) ? Future.failedFuture("failed") : Future.succeededFuture();
        });

        assertThat(batches.add(1).failed()).isTrue();
        assertThat(batches.add(2).failed()).isTrue();
        assertThat(batches.add(3).result()).isTrue();
        assertThat(statements).hasSize(3);
    }
}
