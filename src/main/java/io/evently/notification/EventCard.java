package io.evently.notification;

import java.time.Instant;

/** What messages say of an event. */
record EventCard(String name, String venue, Instant date) {}
