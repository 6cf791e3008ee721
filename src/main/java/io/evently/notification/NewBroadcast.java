package io.evently.notification;

import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Something for everybody who has a booking of an event, before it is stored.
 *
 * @param fact the number of the fact that it comes from; a second one for the same fact is the same
 */
record NewBroadcast(
        UUID eventId,
        String type,
        String title,
        String message,
        Map<String, Object> data,
        List<ChannelName> channels,
        long fact,
        Instant at) {}
