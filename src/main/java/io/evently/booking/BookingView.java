package io.evently.booking;

import java.time.Instant;

/** A booking with what its owner wants to read of the event. */
public record BookingView(Booking booking, String eventName, String venue, Instant eventDate) {}
