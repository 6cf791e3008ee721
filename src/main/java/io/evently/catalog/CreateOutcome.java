package io.evently.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Map;

/** Everything that can come of asking for a new event. */
@BusName("create-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CreateOutcome.Created.class, name = "created"),
    @JsonSubTypes.Type(value = CreateOutcome.Invalid.class, name = "invalid")
})
public sealed interface CreateOutcome extends BusMessage {
    record Created(Event event) implements CreateOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.created(this);
        }
    }

    /** The wish breaks rules: one sentence for each field, by the field's name in the API. */
    record Invalid(Map<String, String> problems) implements CreateOutcome {
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
        T created(Created it);

        T invalid(Invalid it);
    }
}
