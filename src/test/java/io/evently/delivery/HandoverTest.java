package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What is handed over to this node's deliveries")
class HandoverTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final Handover handover = new Handover(Duration.ofMinutes(1));
    private final Handover.Gate gate = handover.gate(ChannelName.EMAIL);
    private final Handover.Lane lane = handover.lane(3, ChannelName.EMAIL);
    private final List<ClaimedDelivery> taken = new ArrayList<>();

    @BeforeEach
    void worker() {
        lane.to(taken::addAll);
        gate.room(10);
    }

    @Test
    @DisplayName("is nothing before a look has found that nothing older waits")
    void notBeforeTheFirstLook() {
        assertThat(batch(1).accepted()).isFalse();
    }

    @Test
    @DisplayName("is tried when it is committed, with one attempt counted, and not before")
    void committed() {
        lane.caughtUp();
        Handover.Batch batch = batch(2);
        assertThat(batch.accepted()).isTrue();
        assertThat(batch.leaseEnd(NOW)).isEqualTo(NOW.plusSeconds(60));
        batch.add(message(), UUID.randomUUID(), null, true);
        batch.add(message(), UUID.randomUUID(), null, true);
        assertThat(taken).isEmpty();

        batch.commit();

        assertThat(taken).hasSize(2).allMatch(claimed -> claimed.attempts() == 1 && !claimed.arrived());
    }

    @Test
    @DisplayName("is not tried when the transaction failed, and its room is given back")
    void abandoned() {
        lane.caughtUp();
        Handover.Batch batch = batch(10);
        batch.add(message(), UUID.randomUUID(), null, true);

        batch.abandon();

        assertThat(taken).isEmpty();
        assertThat(batch(10).accepted()).isTrue();
    }

    @Test
    @DisplayName("is a whole batch or none of it, within the room of the channel over all shards")
    void room() {
        lane.caughtUp();
        Handover.Lane other = handover.lane(1, ChannelName.EMAIL);
        other.to(taken::addAll);
        other.caughtUp();

        assertThat(batch(6).accepted()).isTrue();
        assertThat(handover.begin(1, ChannelName.EMAIL, 5).accepted()).isFalse();
        assertThat(batch(4).accepted()).isTrue();
    }

    @Test
    @DisplayName("overtakes nothing: after a batch that is due, all is due until a look found no more")
    void order() {
        lane.caughtUp();
        Handover.Batch large = batch(11);
        assertThat(large.accepted()).isFalse();
        lane.caughtUp();
        assertThat(batch(1).accepted())
                .as("while the large one is not committed")
                .isFalse();
        assertThat(lane.settled()).isFalse();
    }

    @Test
    @DisplayName("begins again once everything that was due is committed and claimed")
    void orderAfterwards() {
        lane.caughtUp();
        Handover.Batch large = batch(11);
        large.commit();
        assertThat(batch(11).accepted()).isFalse();
        handover.begin(3, ChannelName.EMAIL, 11).commit();
        assertThat(lane.settled()).as("the second one is under way").isFalse();
    }

    @Test
    @DisplayName("waits for room where a channel makes one attempt of many, and hears when there is some")
    void roomy() {
        AtomicInteger rings = new AtomicInteger();
        handover.room().onRing(rings::incrementAndGet);
        assertThat(handover.roomFor(1_000))
                .as("a channel that is slow by nature")
                .isTrue();

        gate.gathers(true);
        assertThat(handover.roomFor(10)).isTrue();
        gate.room(0);
        assertThat(handover.roomFor(10)).isFalse();
        assertThat(rings).hasValue(0);
        gate.room(10);

        assertThat(rings).hasValue(1);
        assertThat(handover.roomFor(10)).isTrue();
    }

    @Test
    @DisplayName("is nothing when the worker has stopped, but for what it had accepted")
    void stopped() {
        lane.caughtUp();
        Handover.Batch before = batch(1);
        before.add(message(), UUID.randomUUID(), null, true);
        lane.close();
        lane.caughtUp();

        assertThat(batch(1).accepted()).isFalse();
        before.commit();
        assertThat(taken).hasSize(1);
    }

    private Handover.Batch batch(int size) {
        return handover.begin(3, ChannelName.EMAIL, size);
    }

    private static Message message() {
        return new Message(UUID.randomUUID(), "news", "News", "Something new", new JsonObject(), NOW);
    }
}
