package io.evently.schedule;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rounds")
class RoundsTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final String NAME = "Testing rounds";

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<Promise<Next>> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void close() {
        await(vertx.close());
        assertThat(mostAtOnce.get()).as("rounds at once").isLessThan(2);
    }

    @Test
    @DisplayName("begin after a pause, again and again, though nobody rings")
    void polls() {
        onLoop(rounds(SHORT, NEVER)::start);

        for (int i = 0; i < 3; i++) {
            round().complete(Next.NOTHING);
        }
        assertThat(round()).isNotNull();
    }

    @Test
    @DisplayName("begin sooner when somebody rings, on whatever thread")
    void ring() {
        Rounds rounds = started(NEVER, SHORT);

        rounds.ring();

        assertThat(round()).isNotNull();
    }

    @Test
    @DisplayName("are rung by a signal until they stop")
    void signal() {
        Signal signal = new Signal();
        Rounds rounds = rounds(NEVER, AT_ONCE).rungBy(signal);
        onLoop(rounds::start);

        signal.ring();
        round().complete(Next.NOTHING);
        onLoop(rounds::stop);
        signal.ring();

        assertNoMore();
    }

    @Test
    @DisplayName("answer all rings of a moment with one round")
    void ringsOfAMoment() {
        Rounds rounds = started(NEVER, Duration.ofMillis(5));

        onLoop(() -> {
            for (int i = 0; i < 100; i++) {
                rounds.ring();
            }
        });
        round().complete(Next.NOTHING);
        onLoop(() -> {});

        onLoop(rounds::stop);
        assertNoMore();
    }

    @Test
    @DisplayName("are not put off for ever by rings that never end")
    void ringsWithoutEnd() {
        Rounds rounds = started(NEVER, Duration.ofMillis(50));

        long ringing = vertx.setPeriodic(1, tick -> rounds.ring());

        assertThat(round()).isNotNull();
        vertx.cancelTimer(ringing);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "DONE"})
    @DisplayName("begin once more when somebody rang during one")
    void ringDuringARound(Next next) {
        Rounds rounds = started(NEVER, SHORT);
        rounds.ring();
        Promise<Next> first = round();

        rounds.ring();
        rounds.ring();
        onLoop(() -> {});
        first.complete(next);

        round().complete(Next.NOTHING);
        onLoop(() -> {});
        onLoop(rounds::stop);
        assertNoMore();
    }

    @Test
    @DisplayName("begin apart from one that found something, and not apart from one that found nothing")
    void apart() {
        Rounds rounds = rounds(NEVER, AT_ONCE).apart(NEVER);
        onLoop(rounds::start);
        rounds.ring();
        round().complete(Next.NOTHING);
        onLoop(() -> {});
        rounds.ring();
        round().complete(Next.MORE);
        round().complete(Next.DONE);
        onLoop(() -> {});

        rounds.ring();

        assertNoMore();
    }

    @Test
    @DisplayName("begin at once when there is more to do")
    void more() {
        Rounds rounds = started(NEVER, AT_ONCE);
        rounds.ring();

        round().complete(Next.MORE);

        assertThat(round()).isNotNull();
    }

    @Test
    @DisplayName("begin after the gathering pause when there will soon be more to do")
    void soon() {
        Duration gather = Duration.ofMillis(30);
        Rounds rounds = started(NEVER, gather);
        rounds.ring();
        Promise<Next> first = round();

        long ended = System.nanoTime();
        first.complete(Next.SOON);

        assertThat(round()).isNotNull();
        assertThat(since(ended)).isGreaterThanOrEqualTo(gather);
    }

    @Test
    @DisplayName("begin soon, and each time later, when somebody else is at the work")
    void elsewhere() {
        Rounds rounds = started(NEVER, AT_ONCE);
        rounds.ring();
        Promise<Next> current = round();

        for (long pause : List.of(20, 40, 80)) {
            long ended = System.nanoTime();
            current.complete(Next.ELSEWHERE);
            current = round();
            assertThat(since(ended)).isGreaterThanOrEqualTo(Duration.ofMillis(pause));
        }
    }

    @Test
    @DisplayName("go on after failed and thrown rounds, with a word when that begins and one when it ends")
    void failures() {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Rounds.class);
        heard.start();
        logger.addAppender(heard);
        AtomicInteger count = new AtomicInteger();
        Promise<Void> ninth = Promise.promise();
        Rounds rounds = Rounds.every(vertx, NAME, SHORT, () -> {
            int number = count.incrementAndGet();
            if (number == 9) {
                ninth.complete();
            }
            if (number == 2 || number == 7) {
                throw new IllegalStateException("thrown");
            }
            return number == 1 || number == 3 ? Future.failedFuture("failed") : Future.succeededFuture();
        });
        onLoop(rounds::start);

        await(ninth.future());
        onLoop(rounds::stop);

        logger.detachAppender(heard);
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        NAME + " fails and will be tried again",
                        NAME + " works again",
                        NAME + " fails and will be tried again",
                        NAME + " works again");
    }

    @Test
    @DisplayName("begin ever later after each failure, whoever rings")
    void backingOff() {
        Rounds rounds = started(NEVER, AT_ONCE);
        rounds.ring();
        Promise<Next> current = round();

        for (long pause : List.of(20, 40, 80)) {
            long ended = System.nanoTime();
            current.fail("failed");
            onLoop(rounds::ring);
            current = round();
            assertThat(since(ended)).isGreaterThanOrEqualTo(Duration.ofMillis(pause));
        }
    }

    @Test
    @DisplayName("pause ever longer while nothing comes, up to a longest pause")
    void growing() {
        Rounds rounds = rounds(Duration.ofMillis(10), AT_ONCE).growingTo(Duration.ofMillis(80));
        onLoop(rounds::start);
        Promise<Next> current = round();

        for (long pause : List.of(10, 20, 40, 80, 80)) {
            long ended = System.nanoTime();
            current.complete(Next.NOTHING);
            current = round();
            assertThat(since(ended)).isGreaterThanOrEqualTo(Duration.ofMillis(pause));
        }
    }

    // A pause that does not become short again is never shorter than it grew; one that does is so in one of many trials
    // at least.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("pause as shortly as at first when something came, or when somebody rang")
    void shortAgain(boolean rings) {
        int doublings = 8;
        Duration grown = SHORT.multipliedBy(1L << doublings);
        Rounds rounds = rounds(SHORT, AT_ONCE).growingTo(NEVER);
        onLoop(rounds::start);
        Duration shortest = NEVER;

        for (int trial = 0; trial < 20 && shortest.compareTo(grown) >= 0; trial++) {
            Promise<Next> current = round();
            for (int i = 0; i < doublings; i++) {
                current.complete(Next.NOTHING);
                current = round();
            }
            if (rings) {
                onLoop(rounds::ring);
                onLoop(() -> {});
                current.complete(Next.NOTHING);
                current = round();
                current.complete(Next.NOTHING);
            } else {
                current.complete(Next.DONE);
            }
            long ended = System.nanoTime();
            round().complete(Next.DONE);
            Duration pause = since(ended);
            shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
        }

        assertThat(shortest).isLessThan(grown);
    }

    @Test
    @DisplayName("end a pause that has grown when somebody rings")
    void ringInALongPause() {
        Rounds rounds = rounds(SHORT, AT_ONCE).growingTo(NEVER);
        onLoop(rounds::start);
        for (int i = 0; i < 6; i++) {
            round().complete(Next.NOTHING);
        }

        rounds.ring();

        assertThat(round()).isNotNull();
    }

    @Test
    @DisplayName("begin at the times that were asked for, however long the pauses are, and not before")
    void askedForInAdvance() {
        Rounds rounds = started(NEVER, AT_ONCE);

        long asked = System.nanoTime();
        onLoop(() -> {
            rounds.ringIn(Duration.ofMillis(400));
            rounds.ringIn(Duration.ofMillis(100));
            rounds.ringIn(Duration.ofMillis(100));
        });

        Promise<Next> first = round();
        assertThat(since(asked)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        first.complete(Next.NOTHING);
        Promise<Next> second = round();
        assertThat(since(asked)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        second.complete(Next.NOTHING);
        onLoop(rounds::stop);
        assertNoMore();
    }

    @Test
    @DisplayName("begin at a time that was asked for during one")
    void askedForDuringARound() {
        Rounds rounds = started(NEVER, AT_ONCE);
        rounds.ring();
        Promise<Next> first = round();

        onLoop(() -> rounds.ringIn(Duration.ofMillis(1)));
        first.complete(Next.DONE);

        assertThat(round()).isNotNull();
    }

    @Test
    @DisplayName("have stopped when the last one has ended, and no other begins")
    void stop() {
        Rounds rounds = started(SHORT, AT_ONCE);
        Promise<Next> last = round();

        Promise<Void> stopped = Promise.promise();
        loop.runOnContext(turn -> rounds.stop().onComplete(stopped));
        rounds.ring();
        onLoop(() -> {});
        assertThat(stopped.future().isComplete()).isFalse();
        last.complete(Next.MORE);
        await(stopped.future());

        rounds.ring();
        assertNoMore();
    }

    @Test
    @DisplayName("stop well though the last one fails")
    void stopInAFailure() {
        Rounds rounds = started(SHORT, AT_ONCE);
        Promise<Next> last = round();

        Promise<Void> stopped = Promise.promise();
        // In one turn: a round that fails before it is told to stop may be tried again.
        loop.runOnContext(turn -> {
            rounds.stop().onComplete(stopped);
            last.fail("failed");
        });

        await(stopped.future());
        assertNoMore();
    }

    @Test
    @DisplayName("are held back by a budget that is used up while people wait, and go on when nobody does")
    void budgetUsedUp() {
        AtomicBoolean people = new AtomicBoolean(true);
        BackgroundBudget budget = new BackgroundBudget(
                span -> people.get(),
                () -> 1_000_000_000_000L,
                () -> 0,
                new BackgroundConfig(0.000_001, Duration.ofMillis(2)),
                System::nanoTime);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            budget.own().usedSince(System.nanoTime() - TimeUnit.HOURS.toNanos(1));
            return budget.own().waitMillis() > 1_000;
        });
        AtomicInteger held = new AtomicInteger();
        AtomicInteger free = new AtomicInteger();
        Rounds patient = counting(held).within(budget.own());
        Rounds other = counting(free);
        onLoop(patient::start);
        onLoop(other::start);
        patient.ring();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> free.get() >= 20);
        assertThat(held).hasValue(0);

        people.set(false);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> held.get() > 0);
        onLoop(patient::stop);
        onLoop(other::stop);
    }

    private Rounds counting(AtomicInteger rounds) {
        return Rounds.every(vertx, "Counting", Duration.ofMillis(5), () -> {
            rounds.incrementAndGet();
            return Future.succeededFuture();
        });
    }

    private Rounds started(Duration poll, Duration gather) {
        Rounds rounds = rounds(poll, gather);
        onLoop(rounds::start);
        return rounds;
    }

    private Rounds rounds(Duration poll, Duration gather) {
        return new Rounds(vertx, NAME, poll, gather, () -> {
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Promise<Next> round = Promise.promise();
            begun.add(round);
            return round.future().onComplete(done -> underWay.decrementAndGet());
        });
    }

    /** The next round, once it has begun. */
    private Promise<Next> round() {
        try {
            Promise<Next> next = begun.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("a round").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // Rounds that begin at once do so within two turns.
    private void assertNoMore() {
        onLoop(() -> {});
        onLoop(() -> {});
        assertThat(begun).isEmpty();
    }

    private void onLoop(Runnable act) {
        onLoop(() -> {
            act.run();
            return Future.succeededFuture();
        });
    }

    private void onLoop(Supplier<Future<Void>> act) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(turn -> act.get().onComplete(done));
        await(done.future());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static void await(Future<?> future) {
        assertThat(future.map(true).await()).isTrue();
    }
}
