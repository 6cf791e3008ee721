package io.evently.bench.fuzz;

import io.evently.RunningNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of {@code bench fuzz}. */
@DisplayName("Requests by chance")
class FuzzIT {
    private static final long SEED = 20_271_129;
    private static final int REQUESTS = 10_000;

    @Test
    @DisplayName("are all answered, as the document says, and never by a fault of ours")
    void all() throws Exception {
        try (RunningNode node = RunningNode.start()) {
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), node.client().port());
            FuzzRun run = new FuzzRun(address, SEED, REQUESTS);
            run.run(2, answered -> {});
            assertThat(run.findings()).isEmpty();
            assertThat(run.statuses().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(REQUESTS);
            assertThat(run.statuses()).containsKeys(200, 201, 400, 401, 403, 404);
            assertThat(node.violations()).isEmpty();
        }
    }
}
