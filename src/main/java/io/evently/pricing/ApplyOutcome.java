package io.evently.pricing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.catalog.UpdateOutcome;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Everything that can come of asking for another price. */
@BusName("apply-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ApplyOutcome.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = ApplyOutcome.OutsideLimits.class, name = "outside-limits"),
    @JsonSubTypes.Type(value = ApplyOutcome.Refused.class, name = "refused")
})
public sealed interface ApplyOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /**
     * The event has this price now.
     *
     * @param revenueChange expected of the revenue still to come, as a share; null when nothing can be said
     * @param demandChange expected of the orders still to come, as a share; null when nothing can be said
     */
    record Applied(
            BigDecimal oldPrice,
            BigDecimal newPrice,
            String currency,
            @Nullable Double revenueChange,
            @Nullable Double demandChange)
            implements ApplyOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.applied(this);
        }
    }

    /** The organiser allows no such price; a null is no limit. */
    record OutsideLimits(
            @Nullable BigDecimal minPrice, @Nullable BigDecimal maxPrice) implements ApplyOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.outsideLimits(this);
        }
    }

    /** The catalogue would not have it. */
    record Refused(UpdateOutcome by) implements ApplyOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.refused(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T applied(Applied it);

        T outsideLimits(OutsideLimits it);

        T refused(Refused it);
    }
}
