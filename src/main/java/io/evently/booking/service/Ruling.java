package io.evently.booking.service;

import org.jspecify.annotations.Nullable;

/**
 * What a flush said of one wish.
 *
 * @param fence the fence of the wish's event when this flush wrote it, null when it did not
 */
record Ruling(Verdict verdict, @Nullable Long fence) {}
