package io.evently.bench.forecast;

import io.evently.forecast.model.BookingProfile;
import java.time.Instant;

/**
 * The booking curve of one event of the data.
 *
 * @param series the events it is comparable with
 * @param startsAt when it takes place; at midnight where only the date is known
 * @param profile on the books t days before, down to the final count
 */
record Curve(String series, Instant startsAt, BookingProfile profile) {}
