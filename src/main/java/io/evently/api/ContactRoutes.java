package io.evently.api;

import io.evently.bus.TypedBus;
import io.evently.channel.ChannelName;
import io.evently.contact.AddWebhook;
import io.evently.contact.AddWebhookOutcome;
import io.evently.contact.EnableWebhook;
import io.evently.contact.ListSubscriptions;
import io.evently.contact.ListWebhooks;
import io.evently.contact.Preferences;
import io.evently.contact.PushSubscriptionView;
import io.evently.contact.ReadPreferences;
import io.evently.contact.RemoveWebhook;
import io.evently.contact.SavePreferences;
import io.evently.contact.SubscribeOutcome;
import io.evently.contact.SubscribePush;
import io.evently.contact.UnsubscribePush;
import io.evently.contact.WebhookLookup;
import io.evently.contact.WebhookView;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Operations;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

import static io.evently.contact.ContactEndpoints.ADD_WEBHOOK;
import static io.evently.contact.ContactEndpoints.ENABLE_WEBHOOK;
import static io.evently.contact.ContactEndpoints.READ_PREFERENCES;
import static io.evently.contact.ContactEndpoints.REMOVE_WEBHOOK;
import static io.evently.contact.ContactEndpoints.SAVE_PREFERENCES;
import static io.evently.contact.ContactEndpoints.SUBSCRIBE;
import static io.evently.contact.ContactEndpoints.SUBSCRIPTIONS;
import static io.evently.contact.ContactEndpoints.UNSUBSCRIBE;
import static io.evently.contact.ContactEndpoints.WEBHOOKS;

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
                .on("enableWebhook", this::enableWebhook)
                .on("deleteWebhook", this::removeWebhook);
    }

    private Future<Reply> preferences(Call call) {
        return bus.ask(READ_PREFERENCES, new ReadPreferences(call.caller().userId()))
                .map(preferences -> Reply.ok(Envelope.data(body(preferences))));
    }

    private Future<Reply> setPreferences(Call call) {
        Wanted wanted = call.body(Wanted.class);
        if (wanted.channels().contains(ChannelName.SMS) && wanted.phone() == null) {
            return Future.succeededFuture(
                    Reply.problem(Problem.validation("phone", "is required where sms is among the channels")));
        }
        return bus.ask(SAVE_PREFERENCES, new SavePreferences(call.caller().userId(), wanted.preferences()))
                .map(preferences -> Reply.ok(Envelope.data(body(preferences)).and("message", "Preferences saved")));
    }

    private Future<Reply> pushKey(Call call) {
        return Future.succeededFuture(pushKey.get()
                .map(key -> Reply.ok(Envelope.data(Map.of("public_key", key))))
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
                .map(found -> Reply.ok(Envelope.data(found.subscriptions())
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
                .map(found -> Reply.ok(Envelope.data(found.webhooks().stream()
                                .map(ContactRoutes::body)
                                .toList())
                        .and("count", found.webhooks().size())));
    }

    private Future<Reply> enableWebhook(Call call) {
        return bus.ask(ENABLE_WEBHOOK, new EnableWebhook(call.pathId("id")))
                .map(found -> found instanceof WebhookLookup.Found it
                        ? Reply.ok(Envelope.data(body(it.webhook())).and("message", "Webhook switched on"))
                        : Reply.problem(Problem.notFound("Webhook not found")));
    }

    private Future<Reply> removeWebhook(Call call) {
        return bus.ask(REMOVE_WEBHOOK, new RemoveWebhook(call.pathId("id")))
                .map(done -> removed(done.removed(), "Webhook"));
    }

    private static Reply removed(boolean removed, String what) {
        return removed
                ? Reply.ok(Envelope.success().and("message", what + " removed"))
                : Reply.problem(Problem.notFound(what + " not found"));
    }

    private static Map<String, @Nullable Object> body(Preferences preferences) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("channels", preferences.channels());
        body.put("phone", preferences.phone());
        body.put("reminders", preferences.reminders());
        return body;
    }

    private static Map<String, @Nullable Object> body(WebhookView webhook) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", webhook.id());
        body.put("url", webhook.url());
        body.put("topics", webhook.topics());
        body.put("created_at", webhook.createdAt());
        body.put("state", webhook.state());
        body.put("failing_since", webhook.failingSince());
        body.put("disabled_at", webhook.disabledAt());
        body.put("disabled_reason", webhook.disabledReason());
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
            return Reply.created(Envelope.data(subscription).and("message", "Subscribed"))
                    .header("Location", "/api/v1/notifications/push/subscriptions/" + subscription.id());
        }

        @Override
        public Reply tooMany(SubscribeOutcome.TooMany it) {
            return Reply.problem(Problem.conflict("CONFLICT", "At most " + it.limit() + " subscriptions for a user"));
        }

        @Override
        public Reply somebodyElses(SubscribeOutcome.SomebodyElses it) {
            return Reply.problem(Problem.conflict("CONFLICT", "Another user has this subscription"));
        }
    }

    private static final class AddWebhookReply implements AddWebhookOutcome.Cases<Reply> {
        @Override
        public Reply added(AddWebhookOutcome.Added it) {
            Map<String, @Nullable Object> body = body(it.webhook());
            body.put("secret", it.secret());
            return Reply.created(Envelope.data(body).and("message", "Keep the secret: it is not shown again"))
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
