package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of an event, when there is one.
 *
 * @param event null: no such event
 */
@BusName("event-prediction-lookup/1")
public record EventPredictionLookup(@Nullable EventPrediction event) implements BusMessage {

    /** What is known; empty when there is no such event. */
    public Optional<EventPrediction> found() {
        return Optional.ofNullable(event);
    }
}
