package io.evently.delivery;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.evently.schedule.Signal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("The attempts of a channel")
class ChannelLimiterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 8;
    private static final int CONNECTIONS = 16;
    private static final int CLAIMED = 40;

    private final Mail mail = new Mail();
    private Context loop;
    private ChannelLimiter limiter;

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        loop = vertx.getOrCreateContext();
        limiter = onLoop(() -> new ChannelLimiter(
                vertx, mail, SomeDelivery.config(AT_ONCE), new Handover.Gate(new Signal()), Clock.systemUTC()));
    }

    @Test
    @DisplayName("at a destination are few until one goes well there, then three quarters of all")
    void firstFew() throws Exception {
        List<Future<Turn>> turns = send("hangs.example", 20);
        assertThat(mail.hanging()).isEqualTo(2);
        onLoop(() -> mail.hangs.remove(0).tryComplete(new Receipt.Delivered("250")));
        await().atMost(PATIENCE).until(() -> mail.hanging() == 6);
        assertThat(turns).filteredOn(Future::isComplete).hasSize(1);
    }

    @Test
    @DisplayName(
            "at many destinations that hang are no more than there are connections, and leave some to those that are well")
    void manyHang() throws Exception {
        well(1);
        for (int i = 0; i < 20; i++) {
            send("hangs" + i + ".example", 5);
        }
        well(100);
        // Three quarters of the ordinary places and, after half a second, of those for slow ones too.
        await().atMost(PATIENCE).until(() -> mail.hanging() == 11);
        well(100);
        assertThat(mail.hanging()).isEqualTo(11);
        assertThat(mail.most).hasValueLessThanOrEqualTo(CONNECTIONS);
    }

    @Test
    @DisplayName("at one that was well and hangs now stay within its part")
    void wellThenHangs() throws Exception {
        mail.behaves(true);
        assertThat(send("turns.example", 1).get(0).await(1, TimeUnit.MINUTES)).isInstanceOf(Turn.Made.class);
        mail.behaves(false);
        send("turns.example", 20);
        assertThat(mail.hanging()).isEqualTo(6);
        well(100);
    }

    @Test
    @DisplayName("that wait where nothing goes well keep no others from being claimed")
    void room() throws Exception {
        onLoop(() -> {
            assertThat(limiter.room(1)).isEqualTo(CLAIMED);
            assertThat(limiter.room(0.25))
                    .as("when three in four go back at once")
                    .isEqualTo(4 * CLAIMED);
            limiter.take(CLAIMED);
            assertThat(limiter.room(1)).isZero();
            return null;
        });
        send("hangs.example", CLAIMED);
        await().atMost(PATIENCE).until(() -> onLoop(() -> limiter.room(1)) == CLAIMED);
        assertThat(onLoop(() -> limiter.shut()))
                .extracting(Destinations.Shut::name)
                .containsExactly("hangs.example");
    }

    @Test
    @DisplayName("whose turn comes too late go back at once, all of them, and keep nobody waiting after them")
    void tooLate(Vertx vertx) throws Exception {
        DeliveryConfig hasty = SomeDelivery.config(AT_ONCE, Duration.ofMillis(400));
        limiter = onLoop(
                () -> new ChannelLimiter(vertx, mail, hasty, new Handover.Gate(new Signal()), Clock.systemUTC()));
        List<Future<Turn>> turns = send("hangs.example", 20);
        await().atMost(PATIENCE).until(() -> turns.stream().allMatch(Future::isComplete));
        assertThat(turns)
                .filteredOn(turn -> turn.result() instanceof Turn.NotMade)
                .hasSizeGreaterThan(10);
    }

    @Test
    @DisplayName("are not lost, whatever came before them")
    void allEnd() throws Exception {
        List<Future<Turn>> turns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            turns.addAll(send("hangs" + i + ".example", 5));
        }
        mail.behaves(true);
        onLoop(() -> {
            mail.hangs.forEach(hang -> hang.tryComplete(new Receipt.Delivered("250")));
            return null;
        });
        for (Future<Turn> turn : turns) {
            assertThat(turn.await(1, TimeUnit.MINUTES)).isInstanceOf(Turn.Made.class);
        }
        well(1);
    }

    private void well(int messages) throws Exception {
        for (Future<Turn> turn : send("well.example", messages)) {
            assertThat(turn.await(1, TimeUnit.MINUTES)).isInstanceOf(Turn.Made.class);
        }
    }

    @CanIgnoreReturnValue
    private List<Future<Turn>> send(String domain, int messages) throws Exception {
        return onLoop(() -> {
            List<Future<Turn>> turns = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                turns.add(limiter.send(message(), new Address.Mailbox("a" + i + '@' + domain, "")));
            }
            return turns;
        });
    }

    @CanIgnoreReturnValue
    private <T> T onLoop(Supplier<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(turn -> {
            try {
                done.complete(work.get());
            } catch (Throwable e) { // of an assertion too
                done.completeExceptionally(e);
            }
        });
        return done.get(1, TimeUnit.MINUTES);
    }

    private static Message message() {
        return new Message(UUID.randomUUID(), "other", "T", "x", new JsonObject(), Instant.EPOCH);
    }

    /** Takes what goes to {@code well.example} in a later turn of the loop, and never answers for other domains unless told to. */
    private final class Mail implements Channel {
        private final List<Promise<Receipt>> hangs = new CopyOnWriteArrayList<>();
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private volatile boolean behaves;

        void behaves(boolean now) {
            behaves = now;
        }

        long hanging() {
            return hangs.stream().filter(hang -> !hang.future().isComplete()).count();
        }

        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public int connections() {
            return CONNECTIONS;
        }

        @Override
        public Future<Receipt> send(Message message, Address address) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Promise<Receipt> receipt = Promise.promise();
            if (behaves || address.destination().orElseThrow().equals("well.example")) {
                loop.runOnContext(turn -> receipt.complete(new Receipt.Delivered("250")));
            } else {
                hangs.add(receipt);
            }
            return receipt.future().onComplete(ended -> underWay.decrementAndGet());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
