package io.evently.bench.load;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The load generator")
class LoadGeneratorTest {
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 4;

    private final LoadGenerator generator = new LoadGenerator();

    @AfterEach
    void closeGenerator() {
        generator.close();
    }

    @Test
    @DisplayName("in an open loop counts from when a request was due, so that a stall of one second shows")
    void openLoop() {
        try (StallingServer server = StallingServer.stallingAt(100, STALL)) {
            Measured measured = play(server, new Pace.Open(200, Duration.ofSeconds(3), Arrivals.UNIFORM, 1));

            // A third of the requests, 200, became due while nobody was answered.
            assertThat(measured.errors()).isEmpty();
            assertThat(measured.expected()).isBetween(595L, 600L);
            assertThat(millis(measured.fromDue().getValueAtPercentile(90))).isGreaterThan(500);
            assertThat(millis(measured.fromDue().getMaxValue())).isGreaterThanOrEqualTo(STALL.toMillis() - 10);
            // The negative control: counted from when they were sent, only those on their way would have been slow.
            long slow = measured.fromSent().getCountBetweenValues(500_000, Long.MAX_VALUE / 2);
            assertThat(slow).isLessThan(100);
            assertThat(measured.fromSent().getValueAtPercentile(90))
                    .isLessThan(measured.fromDue().getValueAtPercentile(90));
        }
    }

    @Test
    @DisplayName("in a closed loop hides such a stall, which is why latencies are taken from the open loop")
    void closedLoop() {
        try (StallingServer server = StallingServer.stallingAt(100, STALL)) {
            Measured measured = play(server, Pace.Closed.of(1_000));

            assertThat(measured.expected()).isEqualTo(1_000);
            assertThat(measured.elapsed()).isGreaterThan(STALL.minusMillis(10));
            assertThat(measured.fromDue().getCountBetweenValues(900_000, Long.MAX_VALUE / 2))
                    .isBetween(1L, 50L);
        }
    }

    @Test
    @DisplayName("draws Poisson arrivals of the wanted rate, the same ones for the same seed")
    void poisson() {
        try (StallingServer server = StallingServer.stallingAt(-1, STALL)) {
            Pace pace = new Pace.Open(500, Duration.ofSeconds(2), Arrivals.POISSON, 7);

            Measured one = play(server, pace);
            Measured other = play(server, pace);

            assertThat(one.expected()).isBetween(850L, 1_150L).isEqualTo(other.expected());
        }
    }

    @Test
    @DisplayName("counts every answer that was not expected as an error, by its status and code")
    void wrongAnswers() {
        try (StallingServer server = StallingServer.failingAtTimes()) {
            Measured measured = play(server, Pace.Closed.of(100));

            assertThat(measured.errors()).containsExactlyEntriesOf(Map.of("EVENT: 500 INTERNAL_ERROR", 10L));
            assertThat(measured.expected()).isEqualTo(90);
            assertThat(measured.count(500)).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("counts every lost connection as an error, connects again and goes on")
    void lostConnections() {
        try (StallingServer server = StallingServer.hangingUp()) {
            Measured measured = play(server, Pace.Closed.of(100));

            assertThat(measured.errorCount()).isEqualTo(10);
            assertThat(measured.expected()).isEqualTo(90);
            assertThat(measured.reconnections()).isPositive();
        }
    }

    @Test
    @DisplayName("gives up a request that is not answered in time, as an error")
    void silence() {
        try (StallingServer server = StallingServer.silent()) {
            Measured measured = generator.run(
                    new LoadPlan(List.of(server.address()), CONNECTIONS, Pace.Closed.of(4), Duration.ofSeconds(1)),
                    new Asking());

            assertThat(measured.errors()).containsExactlyEntriesOf(Map.of("EVENT: no answer within 1 s", 4L));
            assertThat(measured.expected()).isZero();
        }
    }

    @Test
    @DisplayName("says so when nobody listens")
    void nobodyThere() {
        InetSocketAddress nowhere;
        try (StallingServer server = StallingServer.silent()) {
            nowhere = server.address();
        }
        LoadPlan plan = new LoadPlan(List.of(nowhere), CONNECTIONS, Pace.Closed.of(4), PATIENCE);

        assertThatThrownBy(() -> generator.run(plan, new Asking()))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("no connection to");
    }

    private Measured play(StallingServer server, Pace pace) {
        return generator.run(new LoadPlan(List.of(server.address()), CONNECTIONS, pace, PATIENCE), new Asking());
    }

    private static long millis(long micros) {
        return Duration.ofNanos(micros * 1_000).toMillis();
    }

    private static final class Asking implements Workload {
        private static final byte[] TEXT =
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public Request next(int connection) {
            return new Request() {
                @Override
                public Operation operation() {
                    return Operation.EVENT;
                }

                @Override
                public void writeTo(ByteBuf out) {
                    out.writeBytes(TEXT);
                }
            };
        }

        @Override
        public Optional<String> judge(int connection, Request request, Answer answer) {
            return answer.status() == 200 ? Optional.empty() : Optional.of(answer.named());
        }
    }
}
