package io.evently.catalog;

import java.math.BigDecimal;
import java.time.Instant;
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

        var statement = EventListRepository.select(filter, sort, 50);

        assertThat(statement.sql())
                .doesNotContain("DROP")
                .doesNotContain("hostile")
                .contains("$8");
        assertThat(statement.values()).hasSize(8).contains("%'; DROP TABLE event; --%", "hostile venue", 50);
    }

    @ParameterizedTest
    @EnumSource(EventSort.class)
    @DisplayName("ends its order with the id, in the direction of the order")
    void totalOrder(EventSort sort) {
        String sql = EventListRepository.select(EventFilter.all(), sort, 1).sql();

        assertThat(sql)
                .contains(sort.descending() ? " DESC, id DESC LIMIT" : ", id LIMIT")
                .doesNotContain("WHERE");
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
