package io.evently.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.bus.Endpoint;
import io.evently.bus.Neighbours;
import io.evently.bus.Seal;
import io.evently.bus.Topic;
import io.evently.bus.TypedBus;
import io.evently.testing.LogLines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.cluster.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The first node is ours; the second is a program of somebody who reaches the ports and knows everything but the key. */
@DisplayName("Who reaches the cluster's ports without the key of the installation")
class ForgedMessagesIT {
    private static final Topic<Word> NEWS = new Topic<>("forged.news", Word.class);
    private static final Endpoint<Word, Word> ECHO = new Endpoint<>("forged.echo", Word.class, Word.class);

    private final Seal ours = new Seal();
    private final Seal theirs = new Seal();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Nodes nodes;
    private TypedBus us;
    private TypedBus them;

    @BusName("forged-word/1")
    record Word(String word) implements BusMessage {}

    @BeforeEach
    void start() {
        nodes = Nodes.start(2);
        ours.open(List.of("a key", "the key before"));
        theirs.open(List.of("another key"));
        us = bus(nodes.get(0).vertx(), ours);
        them = bus(nodes.get(1).vertx(), theirs);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    @DisplayName("announces in vain, in our form or any other; with the key, or the one before it, is heard")
    void announcements() {
        await(us.listen(NEWS, word -> heard.add(word.word())));
        Awaitility.await().until(() -> {
            them.announce(NEWS, new Word("forged"));
            return ours.refused() > 0;
        });
        nodes.get(1).vertx().eventBus().publish(NEWS.address(), "raw");
        theirs.open(List.of("the key before"));
        them.announce(NEWS, new Word("before"));
        theirs.open(List.of("a key"));
        them.announce(NEWS, new Word("genuine"));
        Awaitility.await().until(() -> heard.contains("genuine"));
        assertThat(heard).containsExactly("before", "genuine");
        assertThat(ours.refused()).isGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("is not answered, and its own answers are not believed")
    void questions() {
        await(us.answerFar(ECHO.on("ours"), word -> Future.succeededFuture(word)));
        await(them.answerFar(ECHO.on("theirs"), word -> Future.succeededFuture(word)));
        assertThatThrownBy(() -> await(them.askFar(ECHO.on("ours"), new Word("?"), Duration.ofSeconds(1))))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> await(us.askFar(ECHO.on("theirs"), new Word("?"), Duration.ofSeconds(1))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    @DisplayName("counts as no neighbour until it greets with the key")
    void neighbours() {
        Neighbours known =
                new Neighbours(nodes.get(0).nodeName(), () -> nodes.get(0).nodeNames());
        Neighbours stranger =
                new Neighbours(nodes.get(1).nodeName(), () -> nodes.get(1).nodeNames());
        await(known.start(nodes.get(0).vertx(), us));
        await(stranger.start(nodes.get(1).vertx(), them));
        Awaitility.await().until(() -> ours.refused() > 0);
        assertThat(known.names()).containsExactly(nodes.get(0).nodeName());

        theirs.open(List.of("a key"));
        Awaitility.await()
                .until(() -> known.names().size() == 2 && stranger.names().size() == 2);
    }

    @Test
    @DisplayName("may join and leave as a bare member without an error in the log")
    void bareMember() {
        try (LogLines log = LogLines.watch("text")) {
            Config config = HazelcastSettings.of(nodes.config(), UUID.randomUUID());
            config.getMemberAttributeConfig().setAttributes(java.util.Map.of());
            HazelcastInstance bare = PromptJoining.newMember(config);
            Awaitility.await().until(() -> nodes.get(0).memberCount() == 3);
            assertThat(nodes.get(0).nodeNames()).hasSize(2);
            bare.shutdown();
            Awaitility.await().until(() -> nodes.get(0).memberCount() == 2);
            assertThat(log.with("Failed to handle")).isEmpty();
        }
    }

    private static TypedBus bus(Vertx vertx, Seal seal) {
        TypedBus.register(vertx, List.of(Word.class), seal);
        TypedBus.register(vertx, Neighbours.FAMILIES, seal);
        return new TypedBus(vertx, Duration.ofSeconds(10), failure -> false, seal);
    }
}
