package io.evently.notification;

import java.time.Instant;

/**
 * What messages say of an event.
 *
 * @param version of its row; grows with each change
 */
record EventCard(String name, String venue, Instant date, int version) {}
