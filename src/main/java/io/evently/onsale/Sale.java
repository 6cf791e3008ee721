package io.evently.onsale;

import java.util.UUID;

/** A 201 that a client saw. */
record Sale(Wish wish, UUID bookingId, String reference) {}
