package io.evently.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Map;

/** Everything that can come of asking for a change of an event. */
@BusName("update-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UpdateOutcome.Updated.class, name = "updated"),
    @JsonSubTypes.Type(value = UpdateOutcome.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = UpdateOutcome.VersionMismatch.class, name = "version-mismatch"),
    @JsonSubTypes.Type(value = UpdateOutcome.NotEditable.class, name = "not-editable"),
    @JsonSubTypes.Type(value = UpdateOutcome.CapacityTaken.class, name = "capacity-taken"),
    @JsonSubTypes.Type(value = UpdateOutcome.CurrencyInUse.class, name = "currency-in-use"),
    @JsonSubTypes.Type(value = UpdateOutcome.Invalid.class, name = "invalid")
})
public sealed interface UpdateOutcome extends BusMessage {
    record Updated(Event event) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.updated(this);
        }
    }

    record NotFound() implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** Somebody else changed the event first; nothing was done. */
    record VersionMismatch(int currentVersion) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.versionMismatch(this);
        }
    }

    /** A cancelled or completed event stays as it is. */
    record NotEditable(EventStatus status) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notEditable(this);
        }
    }

    /** The wanted capacity is below what is sold and held. */
    record CapacityTaken(int wanted, int sold, int held) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.capacityTaken(this);
        }
    }

    /** Seats are sold or held in the present currency: their money cannot change its name. */
    record CurrencyInUse(int sold, int held) implements UpdateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.currencyInUse(this);
        }
    }

    /** The wish breaks rules: one sentence for each field, by the field's name in the API. */
    record Invalid(Map<String, String> problems) implements UpdateOutcome {
        public Invalid {
            problems = Map.copyOf(problems);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.invalid(this);
        }
    }

    <T> T match(Cases<T> cases);

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T updated(Updated it);

        T notFound(NotFound it);

        T versionMismatch(VersionMismatch it);

        T notEditable(NotEditable it);

        T capacityTaken(CapacityTaken it);

        T currencyInUse(CurrencyInUse it);

        T invalid(Invalid it);
    }
}
