package io.evently.ratelimit;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What nodes ask each other about what they counted. */
public final class RateEndpoints {
    /** Asked at the name of a node, from any other. */
    public static final Endpoint<AskRates, NodeRates> RATES =
            new Endpoint<>("ratelimit.rates", AskRates.class, NodeRates.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(AskRates.class, NodeRates.class);

    private RateEndpoints() {}
}
