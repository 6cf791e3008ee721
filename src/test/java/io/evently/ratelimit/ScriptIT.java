package io.evently.ratelimit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.cache.CacheConfig;
import io.evently.cache.ScriptConnection;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The script in Redis")
class ScriptIT {
    private static final int SEQUENCES = 2_000;
    private static final int AT_ONCE = 100;
    private static final long NOW = 1_800_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private ScriptConnection redis;

    @BeforeEach
    void connect() throws Exception {
        redis = new ScriptConnection(
                vertx, new CacheConfig(TestServices.redisUrl(), null, Duration.ofSeconds(10)), RateLimits.script());
        await(onLoop(redis::connect));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    /** Requests that are asked for together at a time. */
    private record Step(long now, List<List<Charge>> requests) {}

    @Test
    @DisplayName("decides as Java does, figure by figure, over random sequences of requests, limits and times")
    void sameAsJava() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int done = 0; done < SEQUENCES; done += AT_ONCE) {
            List<List<Step>> sequences = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> sequence(random.split()))
                    .toList();
            List<List<List<Verdict>>> answers = await(onLoop(
                    () -> Future.all(sequences.stream().map(this::ask).toList()).map(all -> all.list())));
            for (int i = 0; i < sequences.size(); i++) {
                Map<String, SlidingWindow> windows = new HashMap<>();
                for (int step = 0; step < sequences.get(i).size(); step++) {
                    Step asked = sequences.get(i).get(step);
                    assertThat(answers.get(i).get(step)).isEqualTo(inJava(windows, asked));
                }
            }
        }
    }

    @Test
    @DisplayName("goes by the clock of Redis when it is given none, and is sent again when Redis has forgotten it")
    void clock() throws Exception {
        Charge charge = new Charge("test", key(), 2, 60_000, true);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Redis forgetful = Redis.createClient(vertx, TestServices.redisUrl());
            await(forgetful.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
            verdicts.addAll(await(onLoop(() -> ask(new Step(0, List.of(List.of(charge)))))));
        }
        assertThat(verdicts).extracting(Verdict::granted).containsExactly(true, true, false);
        assertThat(verdicts.get(2).waitMillis()).isBetween(1L, 62_000L);
        assertThat(verdicts.get(2).standings().get(0).remaining()).isZero();
    }

    private Future<List<List<Verdict>>> ask(List<Step> sequence) {
        // One connection: Redis sees them in this order.
        return Future.all(sequence.stream().map(this::ask).toList()).map(all -> all.list());
    }

    private Future<List<Verdict>> ask(Step step) {
        Question question = new Question(step.now());
        step.requests().forEach(question::add);
        return redis.run(question.keys(), question.arguments()).map(question::verdicts);
    }

    private static List<Verdict> inJava(Map<String, SlidingWindow> windows, Step step) {
        List<Verdict> verdicts = new ArrayList<>();
        for (List<Charge> charges : step.requests()) {
            long wait = 0;
            for (Charge charge : charges) {
                wait = Math.max(wait, window(windows, charge).waitMillis(step.now(), charge.limit()));
            }
            List<Standing> standings = new ArrayList<>();
            for (Charge charge : charges) {
                SlidingWindow window = window(windows, charge);
                if (wait == 0) {
                    window.add(step.now());
                }
                standings.add(Standing.of(
                        charge, Math.max(0, charge.limit() - window.used(step.now())), window.resetMillis(step.now())));
            }
            verdicts.add(new Verdict(wait, standings));
        }
        return verdicts;
    }

    private static SlidingWindow window(Map<String, SlidingWindow> windows, Charge charge) {
        return windows.computeIfAbsent(charge.key(), key -> new SlidingWindow(charge.windowMillis()));
    }

    private static List<Step> sequence(SplittableRandom random) {
        List<String> keys = IntStream.range(0, 4).mapToObj(i -> key()).toList();
        int[] windows =
                IntStream.range(0, 4).map(i -> 30 + random.nextInt(100_000)).toArray();
        List<Step> steps = new ArrayList<>();
        long now = NOW + random.nextInt(1_000_000);
        for (int i = 0; i < 12; i++) {
            // Now and then the clock is set back.
            now += random.nextInt(10) == 0 ? -random.nextInt(30_000) : random.nextInt(1 + random.nextInt(40_000));
            List<List<Charge>> requests = new ArrayList<>();
            for (int request = random.nextInt(1, 6); request > 0; request--) {
                List<Charge> charges = new ArrayList<>();
                for (int key = 0; key < keys.size(); key++) {
                    if (random.nextBoolean() || (key == 3 && charges.isEmpty())) {
                        charges.add(new Charge("q" + key, keys.get(key), random.nextInt(1, 12), windows[key], true));
                    }
                }
                requests.add(charges);
            }
            steps.add(new Step(now, requests));
        }
        return steps;
    }

    private static String key() {
        return "test:{rate}:" + UUID.randomUUID();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(loop -> work.get().onComplete(done));
        return done.future();
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
