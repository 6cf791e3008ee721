package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an event, when there is one.
 *
 * @param figures null: no such event
 */
@BusName("event-figures-lookup/1")
public record EventFiguresLookup(@Nullable EventFigures figures) implements BusMessage {

    /** The figures; empty when there is no such event. */
    public Optional<EventFigures> found() {
        return Optional.ofNullable(figures);
    }
}
