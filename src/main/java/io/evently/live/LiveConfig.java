package io.evently.live;

import io.evently.config.Range;
import java.time.Duration;

/**
 * What the sockets of browsers may do.
 *
 * @param subscriptions addresses that one socket may listen to
 * @param addressLength longest address, in characters
 * @param maxMessageBytes longest message from a client
 * @param messagesPerSecond messages that a client may send in the long run; more closes its socket
 * @param burst messages that it may send at once
 * @param socketsPerUser sockets that one user may have on one node
 * @param socketsPerAddress sockets that one client address, or the /64 of an IPv6 address, may have on one node
 * @param maxQueueBytes what may wait for a slow client; more closes its socket
 * @param silence a socket from which nothing came for so long is closed
 * @param tokenCheck how often the token of a socket is checked again
 * @param rememberedEvents events whose newest seat counts are kept for sockets that join
 */
public record LiveConfig(
        int subscriptions,
        int addressLength,
        int maxMessageBytes,
        int messagesPerSecond,
        int burst,
        int socketsPerUser,
        int socketsPerAddress,
        int maxQueueBytes,
        Duration silence,
        Duration tokenCheck,
        int rememberedEvents) {

    /** A socket loses what is private when its token ends, also when the word of it was lost on the way. */
    private static final Duration LONGEST_TOKEN_CHECK = Duration.ofMinutes(1);

    public LiveConfig {
        Range.positive("live.subscriptions", subscriptions);
        Range.positive("live.addressLength", addressLength);
        Range.positive("live.maxMessageBytes", maxMessageBytes);
        Range.positive("live.messagesPerSecond", messagesPerSecond);
        Range.positive("live.burst", burst);
        Range.positive("live.socketsPerUser", socketsPerUser);
        Range.positive("live.socketsPerAddress", socketsPerAddress);
        Range.positive("live.maxQueueBytes", maxQueueBytes);
        Range.positive("live.silence", silence);
        Range.atMost("live.tokenCheck", LONGEST_TOKEN_CHECK, tokenCheck);
        Range.positive("live.rememberedEvents", rememberedEvents);
    }
}
