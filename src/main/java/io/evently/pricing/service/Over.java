package io.evently.pricing.service;

import java.util.UUID;

/** An event that ended; only one that took place teaches anything. */
record Over(UUID eventId, boolean tookPlace) {}
