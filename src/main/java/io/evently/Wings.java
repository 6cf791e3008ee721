package io.evently;

import io.evently.analytics.Visitors;
import io.evently.cache.DistinctCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The wings of a node, in the order of their deployment. The one place where a capability is named to be there. */
final class Wings {
    private Wings() {}

    /** @param further capabilities that are not of this program, after those that are */
    static List<Wing> of(
            Foundation foundation,
            NodeHealth health,
            BookingVerticleFactory booking,
            List<Function<Foundation, Wing>> further) {
        AuditWing audit = new AuditWing(foundation);
        AccountWing account = new AccountWing(foundation, audit.signIns());
        LiveWing live = new LiveWing(foundation, account.verifier());
        Visitors visitors = visitors(foundation);
        SystemWing system = new SystemWing(foundation, health);
        List<Wing> capabilities = new ArrayList<>(List.of(
                new ClocksWing(foundation),
                audit,
                account,
                new NeighboursWing(foundation),
                new CatalogWing(foundation, visitors),
                new BookingWing(foundation, booking, visitors),
                new WaitlistWing(foundation),
                new PricingWing(foundation),
                live,
                new NotificationWing(foundation),
                new RateLimitWing(foundation),
                new AnalyticsWing(foundation, visitors, account.verifier()),
                new ForecastWing(foundation),
                system));
        further.forEach(wing -> capabilities.add(wing.apply(foundation)));
        List<Wing> wings = new ArrayList<>(capabilities);
        wings.add(new OutboxWing(foundation, capabilities));
        wings.add(new HttpWing(
                foundation,
                capabilities,
                audit::audited,
                account.verifier(),
                live.sockets(),
                system.managementRoutes()));
        return List.copyOf(wings);
    }

    private static Visitors visitors(Foundation foundation) {
        return new Visitors(
                new DistinctCounts(foundation.redis()),
                foundation.clock(),
                foundation.random(),
                foundation.config().analytics().visitors());
    }
}
