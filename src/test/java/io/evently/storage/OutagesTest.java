package io.evently.storage;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An outage")
class OutagesTest {

    @Test
    @DisplayName("is a lost or refused connection, a time-out, or nobody who listens; also as a cause")
    void connections() {
        assertThat(Outages.isOutage(ClosedConnectionException.INSTANCE)).isTrue();
        assertThat(Outages.isOutage(new ConnectException("refused"))).isTrue();
        assertThat(Outages.isOutage(new TimeoutException())).isTrue();
        // As a pool says that no connection came in time.
        assertThat(Outages.isOutage(Future.failedFuture("Timeout").cause())).isTrue();
        assertThat(Outages.isOutage(new ReplyException(ReplyFailure.TIMEOUT))).isTrue();
        assertThat(Outages.isOutage(new ReplyException(ReplyFailure.NO_HANDLERS)))
                .isTrue();
        assertThat(Outages.isOutage(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 503, "away")))
                .isTrue();
        assertThat(Outages.isOutage(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    @DisplayName("is not a mistake of ours")
    void mistakes() {
        assertThat(Outages.isOutage(new NullPointerException())).isFalse();
        assertThat(Outages.isOutage(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 500, "broken")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "57P01, true",
        "57014, true",
        "53300, true",
        "40001, true",
        "08006, true",
        "55P03, true",
        "42601, false",
        "23505, false",
        "22021, false"
    })
    @DisplayName("is what PostgreSQL says of itself, never what it says of a statement")
    void sqlStates(String sqlState, boolean outage) {
        assertThat(Outages.isOutage(new PgException("message", "ERROR", sqlState, "")))
                .isEqualTo(outage);
    }
}
