package io.evently.forecast;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;

/**
 * What is to be expected.
 *
 * @param madeAt when all of it was computed
 * @param week the next 7 days
 * @param month the next 30 days
 * @param accuracy of what was said before, for each horizon
 * @param events those that were asked for
 * @param total events that were forecast
 */
@BusName("predictions/1")
public record Predictions(
        Instant madeAt, Outlook week, Outlook month, List<HorizonAccuracy> accuracy, List<Prediction> events, int total)
        implements BusMessage {
    public Predictions {
        accuracy = List.copyOf(accuracy);
        events = List.copyOf(events);
    }
}
