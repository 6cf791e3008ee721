package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What the contacts of a node answer. */
public final class ContactEndpoints {
    public static final Endpoint<ReadPreferences, Preferences> READ_PREFERENCES =
            new Endpoint<>("contact.read-preferences", ReadPreferences.class, Preferences.class);
    public static final Endpoint<SavePreferences, Preferences> SAVE_PREFERENCES =
            new Endpoint<>("contact.save-preferences", SavePreferences.class, Preferences.class);
    public static final Endpoint<SubscribePush, SubscribeOutcome> SUBSCRIBE =
            new Endpoint<>("contact.subscribe", SubscribePush.class, SubscribeOutcome.class);
    public static final Endpoint<ListSubscriptions, Subscriptions> SUBSCRIPTIONS =
            new Endpoint<>("contact.subscriptions", ListSubscriptions.class, Subscriptions.class);
    public static final Endpoint<UnsubscribePush, Removal> UNSUBSCRIBE =
            new Endpoint<>("contact.unsubscribe", UnsubscribePush.class, Removal.class);
    public static final Endpoint<AddWebhook, AddWebhookOutcome> ADD_WEBHOOK =
            new Endpoint<>("contact.add-webhook", AddWebhook.class, AddWebhookOutcome.class);
    public static final Endpoint<ListWebhooks, WebhookList> WEBHOOKS =
            new Endpoint<>("contact.webhooks", ListWebhooks.class, WebhookList.class);
    public static final Endpoint<EnableWebhook, WebhookLookup> ENABLE_WEBHOOK =
            new Endpoint<>("contact.enable-webhook", EnableWebhook.class, WebhookLookup.class);
    public static final Endpoint<RemoveWebhook, Removal> REMOVE_WEBHOOK =
            new Endpoint<>("contact.remove-webhook", RemoveWebhook.class, Removal.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            ReadPreferences.class,
            SavePreferences.class,
            Preferences.class,
            SubscribePush.class,
            SubscribeOutcome.class,
            ListSubscriptions.class,
            Subscriptions.class,
            UnsubscribePush.class,
            Removal.class,
            AddWebhook.class,
            AddWebhookOutcome.class,
            ListWebhooks.class,
            WebhookList.class,
            EnableWebhook.class,
            WebhookLookup.class,
            RemoveWebhook.class);

    private ContactEndpoints() {}
}
