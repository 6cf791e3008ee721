package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected, when it was computed already.
 *
 * @param predictions null: this node has just started
 */
@BusName("predictions-lookup/1")
public record PredictionsLookup(@Nullable Predictions predictions) implements BusMessage {

    /** What is known; empty when nothing is yet. */
    public Optional<Predictions> found() {
        return Optional.ofNullable(predictions);
    }
}
