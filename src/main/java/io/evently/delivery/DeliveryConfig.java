package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How notifications are delivered.
 *
 * @param batch deliveries claimed, and settled, in one statement
 * @param poll pause between two looks for due deliveries when nobody rings
 * @param lease how long a claimed delivery is left to the node that claimed it; longer than any attempt
 * @param attempts attempts at one address before a delivery is dead
 * @param firstRetry longest pause before the second attempt; it doubles with each, and is drawn at random below that
 * @param longestRetry most it grows to
 * @param longestWait how long a delivery waits for a destination that does not answer, before it is dead
 * @param breakerFailures how often in a row a channel's own server must be away before the channel rests
 * @param breakerRest how long a channel rests before one attempt tells whether it works again, and a destination the first time
 * @param destinationFailures failures in a row after which a destination rests; each time for twice as long, up to
 *     {@code longestRetry}
 * @param endpointPatience how long a webhook, or a browser's subscription, may do nothing but fail before it is switched off
 * @param socketsAtOnce attempts under way on this node, by websocket
 * @param emailsAtOnce by mail
 * @param textsAtOnce by text message
 * @param pushesAtOnce by Web Push
 * @param webhooksAtOnce at webhooks
 * @param mailsPerDay mails to one address on one day (UTC) that somebody's own doings caused; beyond, the next channel is tried
 * @param textsPerDay the same by text message, to one number
 * @param defaultChannels of those who chose none, in the order in which they are tried
 * @param broadcastBatch bookings whose owners are written to in one statement
 * @param reminders how long before an event its attendees are reminded
 * @param retention how long notifications are kept
 */
public record DeliveryConfig(
        int batch,
        Duration poll,
        Duration lease,
        int attempts,
        Duration firstRetry,
        Duration longestRetry,
        Duration longestWait,
        int breakerFailures,
        Duration breakerRest,
        int destinationFailures,
        Duration endpointPatience,
        int socketsAtOnce,
        int emailsAtOnce,
        int textsAtOnce,
        int pushesAtOnce,
        int webhooksAtOnce,
        int mailsPerDay,
        int textsPerDay,
        List<ChannelName> defaultChannels,
        int broadcastBatch,
        List<Duration> reminders,
        Duration retention) {

    /** Integrators are told that they have so long to mend a webhook. */
    private static final Duration PROMISED_PATIENCE = Duration.ofDays(3);

    public DeliveryConfig {
        Range.positive("delivery.batch", batch);
        Range.positive("delivery.poll", poll);
        Range.positive("delivery.lease", lease);
        Range.positive("delivery.attempts", attempts);
        Range.positive("delivery.firstRetry", firstRetry);
        Range.positive("delivery.longestRetry", longestRetry);
        Range.positive("delivery.longestWait", longestWait);
        Range.positive("delivery.breakerFailures", breakerFailures);
        Range.positive("delivery.breakerRest", breakerRest);
        Range.positive("delivery.destinationFailures", destinationFailures);
        Range.atLeast("delivery.endpointPatience", PROMISED_PATIENCE, endpointPatience);
        Range.positive("delivery.socketsAtOnce", socketsAtOnce);
        Range.positive("delivery.emailsAtOnce", emailsAtOnce);
        Range.positive("delivery.textsAtOnce", textsAtOnce);
        Range.positive("delivery.pushesAtOnce", pushesAtOnce);
        Range.positive("delivery.webhooksAtOnce", webhooksAtOnce);
        Range.positive("delivery.mailsPerDay", mailsPerDay);
        Range.positive("delivery.textsPerDay", textsPerDay);
        defaultChannels = List.copyOf(defaultChannels);
        if (defaultChannels.isEmpty() || defaultChannels.contains(ChannelName.WEBHOOK)) {
            throw new IllegalArgumentException(
                    "delivery.defaultChannels must name websocket, email, sms or push, was " + defaultChannels);
        }
        Range.positive("delivery.broadcastBatch", broadcastBatch);
        reminders = reminders.stream().sorted().toList();
        reminders.forEach(lead -> Range.positive("delivery.reminders", lead));
        Range.positive("delivery.retention", retention);
    }

    /** How many messages one address gets on one day; no bound where the address is the recipient's by proof. */
    OptionalInt perDay(ChannelName channel) {
        return switch (channel) {
            case EMAIL -> OptionalInt.of(mailsPerDay);
            case SMS -> OptionalInt.of(textsPerDay);
            case WEBSOCKET, PUSH, WEBHOOK -> OptionalInt.empty();
        };
    }

    int atOnce(ChannelName channel) {
        return switch (channel) {
            case WEBSOCKET -> socketsAtOnce;
            case EMAIL -> emailsAtOnce;
            case SMS -> textsAtOnce;
            case PUSH -> pushesAtOnce;
            case WEBHOOK -> webhooksAtOnce;
        };
    }
}
