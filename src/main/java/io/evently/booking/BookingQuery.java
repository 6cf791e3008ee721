package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks for one booking, by its id or by its reference.
 *
 * @param idOrReference the text of either
 * @param userId who asks; somebody else's booking is not found
 * @param anyOwner true for an administrator
 */
@BusName("booking-query/1")
public record BookingQuery(String idOrReference, UUID userId, boolean anyOwner) implements BusMessage {}
