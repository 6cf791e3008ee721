package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks that an event be priced by another plan, which takes the place of the one before. */
@BusName("save-pricing-plan/1")
public record SavePlan(UUID eventId, PricingPlan plan) implements BusMessage {}
