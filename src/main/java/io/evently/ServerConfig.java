package io.evently;

import io.evently.account.service.AccountConfig;
import io.evently.analytics.AnalyticsConfig;
import io.evently.audit.AuditConfig;
import io.evently.booking.BookingConfig;
import io.evently.cache.CacheConfig;
import io.evently.catalog.CatalogConfig;
import io.evently.cluster.ClusterConfig;
import io.evently.config.Profile;
import io.evently.config.Range;
import io.evently.delivery.DeliveryConfig;
import io.evently.embedded.EmbeddedConfig;
import io.evently.forecast.ForecastConfig;
import io.evently.http.server.HttpConfig;
import io.evently.invariants.InvariantsConfig;
import io.evently.live.LiveConfig;
import io.evently.notification.NotificationConfig;
import io.evently.outbox.OutboxConfig;
import io.evently.pricing.PricingConfig;
import io.evently.ratelimit.RateLimitConfig;
import io.evently.schedule.BackgroundConfig;
import io.evently.storage.StorageConfig;
import io.evently.waitlist.WaitlistConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, read once at the start.
 *
 * @param profile what the installation is for; it decides what each part needs of its own settings
 */
public record ServerConfig(
        Profile profile,
        HttpConfig http,
        RateLimitConfig rateLimits,
        AccountConfig account,
        AuditConfig audit,
        CatalogConfig catalog,
        BookingConfig booking,
        WaitlistConfig waitlist,
        PricingConfig pricing,
        OutboxConfig outbox,
        BackgroundConfig background,
        DeliveryConfig delivery,
        NotificationConfig notification,
        LiveConfig live,
        AnalyticsConfig analytics,
        ForecastConfig forecast,
        InvariantsConfig invariants,
        StorageConfig storage,
        CacheConfig cache,
        ClusterConfig cluster,
        EmbeddedConfig embedded,
        ShutdownConfig shutdown) {

    private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofSeconds(1);

    public ServerConfig {
        if (profile == null) {
            throw new IllegalArgumentException("profile (EVENTLY_PROFILE) is missing: it is demo or production.");
        }
        account.requireFitFor(profile);
        waitlist = waitlist.withWindows(profile == Profile.DEMO);
        if (profile == Profile.PRODUCTION && storage.embedded()) {
            throw new IllegalArgumentException(
                    "storage.url (DATABASE_URL) is missing: the production profile does not run on the embedded server.");
        }
        if (storage.flushTimeout().compareTo(booking.flushTimeout()) >= 0) {
            throw new IllegalArgumentException("storage.flushTimeout must be shorter than booking.flushTimeout, so that"
                    + " PostgreSQL gives up before its client does.");
        }
        if (profile == Profile.PRODUCTION
                && notification.push().enabled()
                && notification.push().keys().isEmpty()) {
            throw new IllegalArgumentException(
                    "notification.push.publicKey and notification.push.privateKey are missing:"
                            + " the production profile makes none by itself.");
        }
        // What a fact was made into must still be there when the fact is taken again.
        if (outbox.retention().compareTo(delivery.retention()) > 0) {
            throw new IllegalArgumentException("outbox.retention must be <= delivery.retention, was "
                    + outbox.retention() + " and " + delivery.retention());
        }
        // Offers hold seats, too, and these are promised back within two seconds.
        Range.atMost("waitlist.sweepInterval", LONGEST_SWEEP_INTERVAL, waitlist.sweepInterval());
        if (booking.maxQuantity() > 1_000_000) {
            throw new IllegalArgumentException("booking.maxQuantity must be <= 1000000, was " + booking.maxQuantity());
        }
    }

    /** Whether this installation is for trying things out. */
    boolean demo() {
        return profile == Profile.DEMO;
    }

    /** The same with the servers that were started for it. */
    ServerConfig withServices(String databaseUrl, @Nullable String redisUrl) {
        CacheConfig located = cache.url() == null ? cache.withUrl(redisUrl) : cache;
        return new ServerConfig(
                profile,
                http,
                rateLimits,
                account,
                audit,
                catalog,
                booking,
                waitlist,
                pricing,
                outbox,
                background,
                delivery,
                notification,
                live,
                analytics,
                forecast,
                invariants,
                storage.withUrl(databaseUrl),
                located,
                cluster,
                embedded,
                shutdown);
    }
}
