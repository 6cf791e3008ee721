package io.evently.live;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * What the sockets of browsers may do.
 *
 * @param subscriptions addresses that one socket may listen to
 * @param addressLength longest address, in characters
 * @param maxMessageBytes longest message from a client
 * @param messagesPerSecond messages that a client may send in the long run; more closes its socket
 * @param burst messages that it may send at once
 * @param socketsPerUser sockets that one user may have on one node
 * @param socketsPerAddress sockets that one client address may have on one node
 * @param maxQueueBytes what may wait for a slow client; more closes its socket
 * @param silence a socket from which nothing came for so long is closed
 * @param tokenCheck how often the token of a socket is checked again
 * @param rememberedEvents events whose newest seat counts are kept for those who come
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

    public LiveConfig {
        positive("live.subscriptions", subscriptions);
        positive("live.addressLength", addressLength);
        positive("live.maxMessageBytes", maxMessageBytes);
        positive("live.messagesPerSecond", messagesPerSecond);
        positive("live.burst", burst);
        positive("live.socketsPerUser", socketsPerUser);
        positive("live.socketsPerAddress", socketsPerAddress);
        positive("live.maxQueueBytes", maxQueueBytes);
        positive("live.silence", silence);
        positive("live.tokenCheck", tokenCheck);
        positive("live.rememberedEvents", rememberedEvents);
    }

    private static void positive(String key, Duration value) {
        if (requireNonNull(value, key).toMillis() < 1) {
            throw new IllegalArgumentException(key + " must be >= 1 ms, was " + value);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be >= 1, was " + value);
        }
    }
}
