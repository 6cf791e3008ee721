package io.evently.api.analytics;

import io.evently.account.TokenVerifier;
import io.evently.analytics.AnalyticsClient;
import io.evently.analytics.Realtime;
import io.evently.http.ApiJson;
import io.evently.http.Call;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.ServerSentEvents;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The realtime streams of one event loop. All that look at the same minutes share a reading. One whose token ends, by itself or
 * because it was revoked, ends with it, a sample later at the latest.
 */
public final class AnalyticsStreams {
    private static final int BEHIND = 4;
    private static final int BEARER = "Bearer ".length();
    private static final long RETRY_SECONDS = 10;

    private final Vertx vertx;
    private final AnalyticsClient analytics;
    private final TokenVerifier verifier;
    private final Limit limit;
    private final Duration sample;
    private final Set<Stream> open = new HashSet<>();
    private long timer = -1;

    /** How many streams a node has; shared by its event loops. */
    public static final class Limit {
        private final int most;
        private final AtomicInteger taken = new AtomicInteger();

        public Limit(int most) {
            this.most = most;
        }

        private boolean take() {
            if (taken.incrementAndGet() <= most) {
                return true;
            }
            taken.decrementAndGet();
            return false;
        }

        private void giveBack() {
            taken.decrementAndGet();
        }
    }

    private record Stream(ServerSentEvents events, String token, int minutes) {}

    /** @param sample pause between two samples */
    public AnalyticsStreams(
            Vertx vertx, AnalyticsClient analytics, TokenVerifier verifier, Limit limit, Duration sample) {
        this.vertx = vertx;
        this.analytics = analytics;
        this.verifier = verifier;
        this.limit = limit;
        this.sample = sample;
    }

    /** Begins a stream, whose first sample comes at once; refuses when there are as many as there may be. */
    Reply open(Call call, int minutes) {
        if (!limit.take()) {
            return Reply.problem(Problem.rateLimited(RETRY_SECONDS));
        }
        String header = call.header("Authorization").orElse("");
        Stream stream = new Stream(
                new ServerSentEvents(BEHIND),
                header.substring(Math.min(BEARER, header.length())).strip(),
                minutes);
        open.add(stream);
        if (timer < 0) {
            timer = vertx.setPeriodic(sample.toMillis(), tick -> sample());
        }
        read(minutes, List.of(stream));
        return stream.events().reply(() -> close(stream));
    }

    private void close(Stream stream) {
        if (open.remove(stream)) {
            limit.giveBack();
        }
        if (open.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private void sample() {
        List<Stream> ended = open.stream()
                .filter(stream -> verifier.verify(stream.token()).isEmpty())
                .toList();
        ended.forEach(stream -> stream.events().end());
        open.stream()
                .filter(stream -> !ended.contains(stream))
                .mapToInt(Stream::minutes)
                .distinct()
                .forEach(minutes -> read(
                        minutes,
                        open.stream()
                                .filter(stream -> stream.minutes() == minutes)
                                .toList()));
    }

    // A sample that cannot be read is left out; the client hears the next one.
    private void read(int minutes, List<Stream> listeners) {
        analytics.realtime(minutes).onSuccess(realtime -> {
            String text = text(realtime);
            listeners.forEach(stream -> stream.events().send("sample", text));
        });
    }

    private static String text(Realtime realtime) {
        return ApiJson.render(AnalyticsBody.Live.of(realtime)).toString(StandardCharsets.UTF_8);
    }
}
