package io.evently.pricing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Map;

/** Everything that can come of saving a plan. */
@BusName("pricing-plan-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlanOutcome.Saved.class, name = "saved"),
    @JsonSubTypes.Type(value = PlanOutcome.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = PlanOutcome.NotOnSale.class, name = "not-on-sale"),
    @JsonSubTypes.Type(value = PlanOutcome.Invalid.class, name = "invalid")
})
public sealed interface PlanOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /** It holds from now on; the event with it. */
    record Saved(EventPricing event) implements PlanOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.saved(this);
        }
    }

    record NotFound() implements PlanOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** The event was called off or is over: its status. */
    record NotOnSale(String status) implements PlanOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notOnSale(this);
        }
    }

    /** The plan breaks rules: one sentence for each field, by the field's name in the API. */
    record Invalid(Map<String, String> problems) implements PlanOutcome {
        public Invalid {
            problems = Map.copyOf(problems);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.invalid(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T saved(Saved it);

        T notFound(NotFound it);

        T notOnSale(NotOnSale it);

        T invalid(Invalid it);
    }
}
