package io.evently.notification;

import io.evently.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Something for everybody who has a booking of an event, before it is stored. */
record NewBroadcast(
        UUID eventId,
        String type,
        String title,
        String message,
        JsonObject data,
        List<ChannelName> channels,
        Instant at) {}
