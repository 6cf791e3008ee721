package io.evently.notification;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evently.bus.BusMessage;
import io.evently.channel.ChannelName;
import io.evently.contact.AddWebhook;
import io.evently.contact.AddWebhookOutcome;
import io.evently.contact.ContactEndpoints;
import io.evently.contact.EnableWebhook;
import io.evently.contact.ListSubscriptions;
import io.evently.contact.ListWebhooks;
import io.evently.contact.Preferences;
import io.evently.contact.PushSubscriptionView;
import io.evently.contact.ReadPreferences;
import io.evently.contact.Removal;
import io.evently.contact.RemoveWebhook;
import io.evently.contact.SavePreferences;
import io.evently.contact.SubscribeOutcome;
import io.evently.contact.SubscribePush;
import io.evently.contact.Subscriptions;
import io.evently.contact.UnsubscribePush;
import io.evently.contact.WebhookList;
import io.evently.contact.WebhookLookup;
import io.evently.contact.WebhookView;
import io.evently.delivery.Connected;
import io.evently.delivery.DeadLetter;
import io.evently.delivery.DeadLetterPage;
import io.evently.delivery.DeliveryAttempt;
import io.evently.delivery.DeliveryEndpoints;
import io.evently.delivery.ListDeadLetters;
import io.evently.delivery.ReplayDeadLetters;
import io.evently.delivery.ReplayedDeadLetters;
import io.evently.delivery.SocketDelivery;
import io.evently.delivery.SocketReceipts;
import io.evently.delivery.WhoIsConnected;
import io.evently.notification.NotificationStats.ChannelCount;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Messages about notifications")
class NotificationMessagesTest {
    private static final List<Class<? extends BusMessage>> FAMILIES = Stream.of(
                    ContactEndpoints.FAMILIES, DeliveryEndpoints.FAMILIES, NotificationEndpoints.FAMILIES)
            .flatMap(List::stream)
            .toList();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");
    private static final UUID ID = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final List<ChannelName> CHANNELS = List.of(ChannelName.WEBSOCKET, ChannelName.SMS);
    private static final NotificationView VIEW = new NotificationView(
            ID, ID, "news", "News", "Something", ID, "{\"a\":1}", NotificationStatus.DELIVERED, NOW, NOW);
    private static final NotificationView UNREAD = new NotificationView(
            ID, ID, "news", "News", "Something", null, "{}", NotificationStatus.PENDING, NOW, null);
    private static final WebhookView WEBHOOK =
            new WebhookView(ID, "https://hooks.example.com", List.of("hold.expired"), NOW, null, NOW, "gone");
    private static final PushSubscriptionView BROWSER = new PushSubscriptionView(ID, "https://push.example.com/1", NOW);

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("come back from JSON as they went in")
    void carried(BusMessage sample) throws Exception {
        Class<? extends BusMessage> family = familyOf(sample);
        byte[] bytes = JSON.writerFor(family).writeValueAsBytes(sample);

        assertThat(JSON.readerFor(family).<Object>readValue(bytes)).isEqualTo(sample);
    }

    @Test
    @DisplayName("are all among the samples, each outcome too")
    void complete() {
        Set<Class<?>> families =
                samples().map(NotificationMessagesTest::familyOf).collect(Collectors.toSet());
        Set<Class<?>> shown = samples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(families).containsExactlyInAnyOrderElementsOf(FAMILIES);
        for (Class<?> sealed : List.of(
                BroadcastLookup.class,
                NotificationLookup.class,
                AttemptsLookup.class,
                SubscribeOutcome.class,
                AddWebhookOutcome.class)) {
            assertThat(shown).contains(sealed.getPermittedSubclasses());
        }
    }

    static Stream<BusMessage> samples() {
        return Stream.of(
                new SocketDelivery(List.of(new SocketDelivery.SocketMessage(ID, ID, "news", "{}"))),
                new SocketReceipts(Set.of(ID)),
                new WhoIsConnected(Set.of(ID)),
                new Connected(Set.of(ID)),
                new SystemAlert(ID, "Title", "Message", NOW),
                new SendNotification(ID, "news", "News", "Something", CHANNELS),
                new SentNotification(UNREAD, CHANNELS),
                new SendAlert("Title", "Message"),
                new StartBroadcast(ID, "news", "News", "Something", CHANNELS, ID),
                new StartBroadcast(ID, "news", "News", "Something", null, ID),
                new ReadBroadcast(ID),
                new BroadcastLookup.Found(
                        new BroadcastView(ID, ID, "news", "News", "Something", CHANNELS, true, 6, 1, 2, 3, NOW, NOW)),
                new BroadcastLookup.Found(
                        new BroadcastView(ID, ID, "news", "News", "Something", null, false, 0, 0, 0, 0, NOW, null)),
                new BroadcastLookup.NotFound(),
                new ListNotifications(ID, true, 20, 40),
                new NotificationPage(List.of(VIEW, UNREAD), 2, 1),
                new NotificationPlaces(List.of(new NotificationPlaces.Place(NOW, ID)), 2, 1),
                new ReadNotifications(ID, List.of(ID)),
                new MarkRead(ID, ID, true),
                new NotificationLookup.Found(VIEW),
                new NotificationLookup.NotFound(),
                new MarkAllRead(ID),
                new MarkedRead(3),
                new ReadNotificationStats(),
                new NotificationStats(List.of(new ChannelCount(ChannelName.EMAIL, 3, 2, 1)), 4, 5, NOW),
                new NotificationStats(List.of(), 0, 0, null),
                new ReadAttempts(ID, ID, false),
                new AttemptsLookup.Found(List.of(new DeliveryAttempt(ChannelName.PUSH, "digest", "gone", "410", NOW))),
                new AttemptsLookup.NotFound(),
                new ListDeadLetters(ChannelName.EMAIL, 20, 0),
                new ListDeadLetters(null, 20, 0),
                new DeadLetterPage(List.of(new DeadLetter(ID, ID, "news", ChannelName.SMS, 8, null, NOW)), 1),
                new ReplayDeadLetters(ID, ChannelName.EMAIL),
                new ReplayDeadLetters(null, null),
                new ReplayedDeadLetters(3, 4),
                new ReadPreferences(ID),
                new SavePreferences(ID, new Preferences(CHANNELS, "+15550100123", false)),
                new Preferences(CHANNELS, null, true),
                new SubscribePush(ID, "https://push.example.com/1", "key", "secret"),
                new SubscribeOutcome.Subscribed(BROWSER),
                new SubscribeOutcome.TooMany(10),
                new ListSubscriptions(ID),
                new Subscriptions(List.of(BROWSER)),
                new UnsubscribePush(ID, ID),
                new Removal(true),
                new AddWebhook("https://hooks.example.com", List.of("hold.expired"), ID),
                new AddWebhookOutcome.Added(WEBHOOK, "whsec_"),
                new AddWebhookOutcome.TooMany(20),
                new ListWebhooks(),
                new WebhookList(List.of(WEBHOOK)),
                new EnableWebhook(ID),
                new WebhookLookup.Found(WEBHOOK),
                new WebhookLookup.NotFound(),
                new SubscribeOutcome.SomebodyElses(),
                new RemoveWebhook(ID));
    }

    private static Class<? extends BusMessage> familyOf(BusMessage sample) {
        return FAMILIES.stream()
                .filter(family -> family.isInstance(sample))
                .findFirst()
                .orElseThrow();
    }
}
