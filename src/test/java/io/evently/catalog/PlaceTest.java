package io.evently.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A page over all shards")
class PlaceTest {
    private static final UUID A = UUID.fromString("01900000-0000-7000-8000-000000000000");
    private static final UUID B = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID C = UUID.fromString("01900000-0000-7000-bfff-000000000002");
    private static final UUID D = UUID.fromString("ff900000-0000-7000-8000-000000000003");

    @Test
    @DisplayName("merges the parts of the shards in the order of their keys")
    void merged() {
        List<List<Place>> parts = List.of(
                List.of(place("1.00", A), place("3.00", C)),
                List.of(place("2.00", B)),
                List.of(),
                List.of(place("9", D)));

        assertThat(first(parts, false, 10)).containsExactly(A, B, C, D);
        assertThat(first(parts, false, 3)).containsExactly(A, B, C);
        assertThat(first(List.of(List.of(), List.of()), false, 3)).isEmpty();
    }

    @Test
    @DisplayName("puts equal keys in the order of their ids, byte by byte, both ways")
    void ties() {
        List<List<Place>> parts =
                List.of(List.of(place("5.00", D)), List.of(place("5.0", B), place("5", C)), List.of(place("5.00", A)));

        assertThat(first(parts, false, 4)).containsExactly(A, B, C, D);
        assertThat(first(parts, true, 4)).containsExactly(D, C, B, A);
    }

    private static List<UUID> first(List<List<Place>> parts, boolean descending, int depth) {
        return Place.first(parts, Place.order(descending), depth).stream()
                .map(Place::id)
                .toList();
    }

    private static Place place(String price, UUID id) {
        return new Place(new BigDecimal(price), id, null);
    }
}
