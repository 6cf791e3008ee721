package io.evently.channel;

import java.time.Instant;

/** What the demonstration would have sent. */
public record LocalMessage(long id, ChannelName channel, String address, String title, String body, Instant at) {}
