package io.evently.channel;

import io.evently.account.service.AccountNode;
import io.evently.channel.Receipt.Delivered;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.evently.testing.MutableClock;
import io.evently.testing.TestServices;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.channel.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The demonstration's local outbox")
class LocalOutboxIT {

    @Test
    @DisplayName("keeps mail, text messages and push that are switched off, and shows the newest 200 first")
    void keeps(Vertx vertx) throws Exception {
        StorageConfig storage = AccountNode.storage(TestServices.freshDatabaseUrl());
        Databases databases = Databases.open(vertx, storage);
        Clock clock = new MutableClock(Samples.CREATED);
        Map<ChannelName, Channel> channels = Channels.open(
                vertx,
                new ChannelsConfig(
                        ChannelsTest.email(false),
                        ChannelsTest.sms(),
                        ChannelsTest.push(false),
                        ChannelsTest.webhook()),
                databases.accounts(),
                clock);
        send(channels, ChannelName.EMAIL, new Address.Mailbox("ada@example.com", "Ada"), "mail");
        send(channels, ChannelName.SMS, new Address.Phone("+15550100"), "sms\0");
        for (int i = 0; i < 250; i++) {
            send(
                    channels,
                    ChannelName.PUSH,
                    new Address.PushSubscription(UUID.randomUUID(), "https://p", "k", "a", false),
                    "push " + i);
        }
        LocalOutbox outbox = new LocalOutbox(databases.accounts());
        List<LocalMessage> newest = await(outbox.newest());
        assertThat(newest).hasSize(200);
        assertThat(newest.get(0))
                .extracting(
                        LocalMessage::channel,
                        LocalMessage::address,
                        LocalMessage::title,
                        LocalMessage::body,
                        LocalMessage::at)
                .containsExactly(ChannelName.PUSH, "https://p", "push 249", "words", Samples.CREATED);
        send(channels, ChannelName.SMS, new Address.Phone("+15550100"), "sms\0");
        assertThat(await(outbox.newest()).get(0))
                .extracting(LocalMessage::channel, LocalMessage::address, LocalMessage::title)
                .containsExactly(ChannelName.SMS, "+15550100", "sms ");
        await(databases.close());
    }

    private static void send(Map<ChannelName, Channel> channels, ChannelName name, Address address, String title)
            throws Exception {
        assertThat(await(channels.get(name).send(Samples.note(title, "words"), address)))
                .isInstanceOf(Delivered.class);
    }
}
