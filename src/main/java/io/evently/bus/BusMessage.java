package io.evently.bus;

/**
 * Anything that crosses the event bus: an immutable record, or a sealed interface of such records. The family's root
 * carries a {@link BusName}.
 */
public interface BusMessage {}
