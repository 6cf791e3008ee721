package io.evently.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The statement of a list")
class EventListRepositoryTest {

    @ParameterizedTest
    @EnumSource(EventSort.class)
    @DisplayName("never holds what a visitor typed")
    void noUserText(EventSort sort) {
        EventFilter filter = new EventFilter(
                EventStatus.ACTIVE,
                "'; DROP TABLE event; --",
                "hostile venue",
                Instant.EPOCH,
                Instant.EPOCH,
                BigDecimal.ONE,
                BigDecimal.TEN,
                true);

        for (boolean whole : List.of(true, false)) {
            var statement = EventListRepository.select(filter, sort, 50, whole);

            assertThat(statement.sql())
                    .doesNotContain("DROP")
                    .doesNotContain("hostile")
                    .contains("$7")
                    .doesNotContain("$8");
            assertThat(statement.values()).hasSize(7).contains("%'; DROP TABLE event; --%", "hostile venue");
        }
    }

    @ParameterizedTest
    @EnumSource(EventSort.class)
    @DisplayName("ends its order with the id, in the direction of the order")
    void totalOrder(EventSort sort) {
        String sql =
                EventListRepository.select(EventFilter.all(), sort, 1, true).sql();

        assertThat(sql)
                .contains(sort.descending() ? " DESC, id DESC LIMIT" : ", id LIMIT")
                .doesNotContain("WHERE");
    }

    @Test
    @DisplayName("has few texts, whatever page is wanted")
    void limits() {
        for (int depth = 1; depth <= 200; depth++) {
            var statement = EventListRepository.select(EventFilter.all(), EventSort.SOONEST, depth, true);

            assertThat(statement.limit()).isBetween(depth, depth + 7);
            assertThat(statement.limit() % 8).isZero();
            assertThat(statement.sql()).endsWith(" LIMIT " + statement.limit());
        }
    }

    @Test
    @DisplayName("counts only when nobody has counted")
    void counts() {
        for (EventStatus status : EventStatus.values()) {
            assertThat(sql(EventFilter.of(status))).contains("FROM event_count WHERE status = $1)");
        }
        assertThat(sql(EventFilter.all())).contains("FROM event_count)");
        assertThat(sql(new EventFilter(EventStatus.ACTIVE, null, "v", null, null, null, null, null)))
                .doesNotContain("event_count");
    }

    private static String sql(EventFilter filter) {
        return EventListRepository.select(filter, EventSort.SOONEST, 1, true).sql();
    }

    @ParameterizedTest
    @CsvSource({"a,%a%", "100%,%100\\%%", "a_b,%a\\_b%", "a\\b,%a\\\\b%", "\\%,%\\\\\\%%"})
    @DisplayName("looks for pattern characters themselves")
    void escaped(String text, String pattern) {
        assertThat(EventListRepository.containing(text)).isEqualTo(pattern);
    }

    @Test
    @DisplayName("finds an order by each of its words and by no other")
    void words() {
        for (EventSort sort : EventSort.values()) {
            assertThat(EventSort.of(sort.word())).contains(sort);
        }
        assertThat(EventSort.of("id; DROP TABLE event")).isEmpty();
    }
}
