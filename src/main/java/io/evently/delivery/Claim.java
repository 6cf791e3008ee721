package io.evently.delivery;

import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.List;

/**
 * What a worker wants of the deliveries that are due.
 *
 * @param leaseEnd until when they are its own
 * @param tooOld who was due for the first time before that is claimed wherever it goes, to be given up if it must
 * @param shut destinations that are left alone
 */
record Claim(
        ChannelName channel, Instant now, Instant leaseEnd, Instant tooOld, List<Destinations.Shut> shut, int most) {}
