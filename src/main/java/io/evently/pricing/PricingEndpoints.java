package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What pricing answers, asked {@code at} the shard of the event. */
public final class PricingEndpoints {
    public static final Endpoint<ReadPricing, Pricings> READ =
            new Endpoint<>("pricing.read", ReadPricing.class, Pricings.class);
    public static final Endpoint<ListPriced, PricedPage> LIST =
            new Endpoint<>("pricing.list", ListPriced.class, PricedPage.class);
    public static final Endpoint<ApplyPrice, ApplyOutcome> APPLY =
            new Endpoint<>("pricing.apply", ApplyPrice.class, ApplyOutcome.class);
    public static final Endpoint<SavePlan, PlanOutcome> SAVE_PLAN =
            new Endpoint<>("pricing.save-plan", SavePlan.class, PlanOutcome.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            ReadPricing.class,
            Pricings.class,
            ListPriced.class,
            PricedPage.class,
            ApplyPrice.class,
            ApplyOutcome.class,
            SavePlan.class,
            PlanOutcome.class);

    private PricingEndpoints() {}
}
