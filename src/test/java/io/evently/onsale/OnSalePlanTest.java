package io.evently.onsale;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A plan")
class OnSalePlanTest {
    private static final List<URI> NODES = List.of(URI.create("http://localhost:3000"));

    @Test
    @DisplayName("is refused by the name of the option that makes no sense")
    void refused() {
        assertThatThrownBy(() -> new OnSalePlan(List.of(), 1, 1, 1, 1, 1, 1, 1, false))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("--url");
        assertThatThrownBy(() -> new OnSalePlan(List.of(URI.create("localhost:3000")), 1, 1, 1, 1, 1, 1, 1, false))
                .hasMessageContaining("--url");
        assertThatThrownBy(() -> new OnSalePlan(NODES, 0, 1, 1, 1, 1, 1, 1, false))
                .hasMessageContaining("--events");
        assertThatThrownBy(() -> new OnSalePlan(NODES, 1, 1_000_001, 1, 1, 1, 1, 1, false))
                .hasMessageContaining("--seats");
        assertThatThrownBy(() -> new OnSalePlan(NODES, 1, 1, 1, 1, 0, 1, 1, false))
                .hasMessageContaining("--connections");
        assertThatThrownBy(() -> new OnSalePlan(NODES, 1, 1, 1, 1, 1, 3, 2, false))
                .hasMessageContaining("--max-quantity");
    }
}
