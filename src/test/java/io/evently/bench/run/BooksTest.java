package io.evently.bench.run;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What was promised and what is there")
class BooksTest {
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    @DisplayName("agree")
    void agree() {
        assertThat(Books.compared(List.of(one, other), List.of(other, one), 2)).isEmpty();
    }

    @Test
    @DisplayName("do not agree when a booking is lost, surplus, promised twice or not counted")
    void disagree() {
        assertThat(Books.compared(List.of(one, other), List.of(one), 1))
                .containsExactly("1 of 2 promised bookings are not there");
        assertThat(Books.compared(List.of(one), List.of(one, other), 2))
                .containsExactly("1 bookings are there that nobody was promised");
        assertThat(Books.compared(List.of(one, one), List.of(one), 1))
                .containsExactly("1 bookings were promised twice");
        assertThat(Books.compared(List.of(one), List.of(one), 2))
                .containsExactly("2 seats count as sold, with 1 confirmed bookings of one each");
    }
}
