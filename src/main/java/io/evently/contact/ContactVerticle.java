package io.evently.contact;

import io.evently.bus.TypedBus;
import io.evently.channel.ChannelName;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

import static io.evently.contact.ContactEndpoints.ADD_WEBHOOK;
import static io.evently.contact.ContactEndpoints.ENABLE_WEBHOOK;
import static io.evently.contact.ContactEndpoints.READ_PREFERENCES;
import static io.evently.contact.ContactEndpoints.REMOVE_WEBHOOK;
import static io.evently.contact.ContactEndpoints.SAVE_PREFERENCES;
import static io.evently.contact.ContactEndpoints.SUBSCRIBE;
import static io.evently.contact.ContactEndpoints.SUBSCRIPTIONS;
import static io.evently.contact.ContactEndpoints.UNSUBSCRIBE;
import static io.evently.contact.ContactEndpoints.WEBHOOKS;

/** How people and integrators want to be told, and where; one instance for each node. */
public final class ContactVerticle extends VerticleBase {
    private static final int MOST_SUBSCRIPTIONS = 10;
    private static final int MOST_WEBHOOKS = 20;
    private static final int SECRET_BYTES = 32;

    private final TypedBus bus;
    private final Pool accounts;
    private final List<ChannelName> defaultChannels;
    private final Clock clock;
    private final RandomGenerator random;
    private final Ids ids;
    private final PreferenceRepository preferences = new PreferenceRepository();
    private final SubscriptionRepository subscriptions = new SubscriptionRepository();
    private final WebhookAdminRepository webhooks = new WebhookAdminRepository();

    /**
     * Contacts on the accounts database.
     *
     * @param defaultChannels of those who chose none, in the order in which they are tried
     * @param random for secrets and ids; nobody may foresee what it gives
     */
    public ContactVerticle(
            TypedBus bus, Pool accounts, List<ChannelName> defaultChannels, Clock clock, RandomGenerator random) {
        this.bus = bus;
        this.accounts = accounts;
        this.defaultChannels = List.copyOf(defaultChannels);
        this.clock = clock;
        this.random = random;
        this.ids = new Ids(clock, random);
    }

    @Override
    public Future<?> start() {
        return Future.all(List.of(
                bus.answer(READ_PREFERENCES, this::readPreferences),
                bus.answer(SAVE_PREFERENCES, this::savePreferences),
                bus.answer(SUBSCRIBE, this::subscribe),
                bus.answer(
                        SUBSCRIPTIONS,
                        query -> subscriptions.ofUser(accounts, query.userId()).map(Subscriptions::new)),
                bus.answer(
                        UNSUBSCRIBE,
                        wish -> subscriptions.delete(accounts, wish).map(Removal::new)),
                bus.answer(ADD_WEBHOOK, this::addWebhook),
                bus.answer(WEBHOOKS, query -> webhooks.all(accounts).map(WebhookList::new)),
                bus.answer(ENABLE_WEBHOOK, this::enableWebhook),
                bus.answer(
                        REMOVE_WEBHOOK,
                        wish -> webhooks.delete(accounts, wish.id()).map(Removal::new))));
    }

    private Future<WebhookLookup> enableWebhook(EnableWebhook wish) {
        return webhooks.enable(accounts, wish.id())
                .map(found ->
                        found.<WebhookLookup>map(WebhookLookup.Found::new).orElseGet(WebhookLookup.NotFound::new));
    }

    private Future<Preferences> readPreferences(ReadPreferences query) {
        return preferences
                .find(accounts, query.userId())
                .map(found -> found.orElseGet(() -> new Preferences(defaultChannels, null, true)));
    }

    private Future<Preferences> savePreferences(SavePreferences wish) {
        return preferences
                .save(accounts, wish.userId(), wish.preferences(), now())
                .map(wish.preferences());
    }

    private Future<SubscribeOutcome> subscribe(SubscribePush wish) {
        return subscriptions.save(accounts, ids.next(), wish, MOST_SUBSCRIPTIONS, now());
    }

    private Future<AddWebhookOutcome> addWebhook(AddWebhook wish) {
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        return webhooks.add(accounts, ids.next(), wish, secret, MOST_WEBHOOKS, now())
                .map(added -> added.<AddWebhookOutcome>map(view -> new AddWebhookOutcome.Added(view, secret))
                        .orElseGet(() -> new AddWebhookOutcome.TooMany(MOST_WEBHOOKS)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
