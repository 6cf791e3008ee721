package io.evently.http;

import io.evently.bus.TypedBus;
import io.evently.notification.AddWebhook;
import io.evently.notification.AddWebhookOutcome;
import io.evently.notification.ListSubscriptions;
import io.evently.notification.ListWebhooks;
import io.evently.notification.Preferences;
import io.evently.notification.PushSubscriptionView;
import io.evently.notification.ReadPreferences;
import io.evently.notification.RemoveWebhook;
import io.evently.notification.SavePreferences;
import io.evently.notification.SubscribeOutcome;
import io.evently.notification.SubscribePush;
import io.evently.notification.UnsubscribePush;
import io.evently.notification.WebhookView;
import io.evently.notification.channel.ChannelName;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static io.evently.notification.NotificationEndpoints.ADD_WEBHOOK;
import static io.evently.notification.NotificationEndpoints.READ_PREFERENCES;
import static io.evently.notification.NotificationEndpoints.REMOVE_WEBHOOK;
import static io.evently.notification.NotificationEndpoints.SAVE_PREFERENCES;
import static io.evently.notification.NotificationEndpoints.SUBSCRIBE;
import static io.evently.notification.NotificationEndpoints.SUBSCRIPTIONS;
import static io.evently.notification.NotificationEndpoints.UNSUBSCRIBE;
import static io.evently.notification.NotificationEndpoints.WEBHOOKS;

/** How people and integrators want to be told: preferences, browsers for Web Push, webhooks. */
public final class ContactRoutes implements Routes {
    private final TypedBus bus;
    private final Supplier<Optional<String>> pushKey;
    private final OutwardUrl pushUrls;
    private final OutwardUrl webhookUrls;

    /**
     * Routes to the contacts of this node.
     *
     * @param pushKey the VAPID public key, base64url; nothing while push is off
     * @param privatePush whether browsers may name endpoints that are not public
     * @param privateWebhooks whether webhooks may be called without encryption and on hosts that are not public
     */
    public ContactRoutes(
            TypedBus bus, Supplier<Optional<String>> pushKey, boolean privatePush, boolean privateWebhooks) {
        this.bus = bus;
        this.pushKey = pushKey;
        this.pushUrls = new OutwardUrl(privatePush);
        this.webhookUrls = new OutwardUrl(privateWebhooks);
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("getPreferences", this::preferences)
                .on("setPreferences", this::setPreferences)
                .on("getPushKey", this::pushKey)
                .on("createPushSubscription", this::subscribe)
                .on("listPushSubscriptions", this::subscriptions)
                .on("deletePushSubscription", this::unsubscribe)
                .on("createWebhook", this::addWebhook)
                .on("listWebhooks", this::webhooks)
                .on("deleteWebhook", this::removeWebhook);
    }

    private Future<Reply> preferences(Call call) {
        return bus.ask(READ_PREFERENCES, new ReadPreferences(call.caller().userId()))
                .map(preferences -> Reply.ok(Members.data(body(preferences))));
    }

    private Future<Reply> setPreferences(Call call) {
        Wanted wanted = call.body(Wanted.class);
        if (wanted.channels().contains(ChannelName.SMS) && wanted.phone() == null) {
            return Future.succeededFuture(
                    Reply.problem(Problem.validation("phone", "is required where sms is among the channels")));
        }
        return bus.ask(SAVE_PREFERENCES, new SavePreferences(call.caller().userId(), wanted.preferences()))
                .map(preferences -> Reply.ok(Members.data(body(preferences)).and("message", "Preferences saved")));
    }

    private Future<Reply> pushKey(Call call) {
        return Future.succeededFuture(pushKey.get()
                .map(key -> Reply.ok(Members.data(Map.of("public_key", key))))
                .orElseGet(() -> Reply.problem(Problem.notFound("Push is not available"))));
    }

    private Future<Reply> subscribe(Call call) {
        Browser browser = call.body(Browser.class);
        Map<String, String> wrong = new LinkedHashMap<>();
        pushUrls.wrong(browser.endpoint()).ifPresent(sentence -> wrong.put("endpoint", sentence));
        if (!PushKeys.isPoint(browser.keys().p256dh())) {
            wrong.put("keys.p256dh", "must be a point of the curve P-256, uncompressed, in base64url");
        }
        if (!PushKeys.isSecret(browser.keys().auth())) {
            wrong.put("keys.auth", "must be 16 bytes in base64url");
        }
        return wrong.isEmpty()
                ? bus.ask(SUBSCRIBE, browser.of(call.caller().userId()))
                        .map(outcome -> outcome.match(new SubscribeReply()))
                : Future.succeededFuture(Reply.problem(Problem.validation(wrong)));
    }

    private Future<Reply> subscriptions(Call call) {
        return bus.ask(SUBSCRIPTIONS, new ListSubscriptions(call.caller().userId()))
                .map(found -> Reply.ok(Members.data(found.subscriptions())
                        .and("count", found.subscriptions().size())));
    }

    private Future<Reply> unsubscribe(Call call) {
        return bus.ask(
                        UNSUBSCRIBE,
                        new UnsubscribePush(call.pathId("id"), call.caller().userId()))
                .map(done -> removed(done.removed(), "Subscription"));
    }

    private Future<Reply> addWebhook(Call call) {
        Integrator wanted = call.body(Integrator.class);
        Optional<String> wrong = webhookUrls.wrong(wanted.url());
        if (wrong.isPresent()) {
            return Future.succeededFuture(Reply.problem(Problem.validation("url", wrong.get())));
        }
        List<String> topics = Optional.ofNullable(wanted.topics()).orElse(List.of());
        return bus.ask(
                        ADD_WEBHOOK,
                        new AddWebhook(wanted.url(), topics, call.caller().userId()))
                .map(outcome -> outcome.match(new AddWebhookReply()));
    }

    private Future<Reply> webhooks(Call call) {
        return bus.ask(WEBHOOKS, new ListWebhooks())
                .map(found -> Reply.ok(Members.data(found.webhooks().stream()
                                .map(ContactRoutes::body)
                                .toList())
                        .and("count", found.webhooks().size())));
    }

    private Future<Reply> removeWebhook(Call call) {
        return bus.ask(REMOVE_WEBHOOK, new RemoveWebhook(call.pathId("id")))
                .map(done -> removed(done.removed(), "Webhook"));
    }

    private static Reply removed(boolean removed, String what) {
        return removed
                ? Reply.ok(Members.success().and("message", what + " removed"))
                : Reply.problem(Problem.notFound(what + " not found"));
    }

    private static Map<String, @Nullable Object> body(Preferences preferences) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("channels", preferences.channels());
        body.put("phone", preferences.phone());
        body.put("reminders", preferences.reminders());
        return body;
    }

    private static Map<String, Object> body(WebhookView webhook) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", webhook.id());
        body.put("url", webhook.url());
        body.put("topics", webhook.topics());
        body.put("created_at", webhook.createdAt());
        return body;
    }

    /** The body of a request to set preferences: all of them, each time. */
    record Wanted(
            List<ChannelName> channels,
            @Nullable String phone,
            @Nullable Boolean reminders) {

        Preferences preferences() {
            return new Preferences(channels, phone, !Boolean.FALSE.equals(reminders));
        }
    }

    /** A subscription as a browser's {@code PushSubscription.toJSON()} gives it. */
    record Browser(String endpoint, Keys keys) {

        SubscribePush of(UUID user) {
            return new SubscribePush(user, endpoint, PushKeys.bare(keys.p256dh()), PushKeys.bare(keys.auth()));
        }
    }

    /** Its keys in base64url, padded or not. */
    record Keys(String p256dh, String auth) {}

    /** The body of a request for a webhook. */
    record Integrator(String url, @Nullable List<String> topics) {}

    private static final class SubscribeReply implements SubscribeOutcome.Cases<Reply> {
        @Override
        public Reply subscribed(SubscribeOutcome.Subscribed it) {
            PushSubscriptionView subscription = it.subscription();
            return Reply.created(Members.data(subscription).and("message", "Subscribed"))
                    .header("Location", "/api/v1/notifications/push/subscriptions/" + subscription.id());
        }

        @Override
        public Reply tooMany(SubscribeOutcome.TooMany it) {
            return Reply.problem(Problem.conflict("CONFLICT", "At most " + it.limit() + " subscriptions for a user"));
        }
    }

    private static final class AddWebhookReply implements AddWebhookOutcome.Cases<Reply> {
        @Override
        public Reply added(AddWebhookOutcome.Added it) {
            Map<String, Object> body = body(it.webhook());
            body.put("secret", it.secret());
            return Reply.created(Members.data(body).and("message", "Keep the secret: it is not shown again"))
                    .header(
                            "Location",
                            "/api/v1/notifications/webhooks/" + it.webhook().id());
        }

        @Override
        public Reply tooMany(AddWebhookOutcome.TooMany it) {
            return Reply.problem(Problem.conflict("CONFLICT", "At most " + it.limit() + " webhooks"));
        }
    }
}
