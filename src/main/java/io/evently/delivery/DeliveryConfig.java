package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.config.Range;
import java.time.Duration;
import java.util.List;

/**
 * How notifications are delivered.
 *
 * @param batch deliveries claimed, and settled, in one statement
 * @param poll pause between two looks for due deliveries when nobody rings
 * @param lease how long a claimed delivery is left to the node that claimed it; longer than any attempt
 * @param attempts attempts at one address before a delivery is dead
 * @param firstRetry longest pause before the second attempt; it doubles with each, and is drawn at random below that
 * @param longestRetry most it grows to
 * @param breakerFailures failures in a row after which a channel rests
 * @param breakerRest how long it rests before one attempt tells whether it works again
 * @param socketsAtOnce attempts under way on this node, by websocket
 * @param emailsAtOnce by mail
 * @param textsAtOnce by text message
 * @param pushesAtOnce by Web Push
 * @param webhooksAtOnce at webhooks
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
        int breakerFailures,
        Duration breakerRest,
        int socketsAtOnce,
        int emailsAtOnce,
        int textsAtOnce,
        int pushesAtOnce,
        int webhooksAtOnce,
        List<ChannelName> defaultChannels,
        int broadcastBatch,
        List<Duration> reminders,
        Duration retention) {

    public DeliveryConfig {
        Range.positive("delivery.batch", batch);
        Range.positive("delivery.poll", poll);
        Range.positive("delivery.lease", lease);
        Range.positive("delivery.attempts", attempts);
        Range.positive("delivery.firstRetry", firstRetry);
        Range.positive("delivery.longestRetry", longestRetry);
        Range.positive("delivery.breakerFailures", breakerFailures);
        Range.positive("delivery.breakerRest", breakerRest);
        Range.positive("delivery.socketsAtOnce", socketsAtOnce);
        Range.positive("delivery.emailsAtOnce", emailsAtOnce);
        Range.positive("delivery.textsAtOnce", textsAtOnce);
        Range.positive("delivery.pushesAtOnce", pushesAtOnce);
        Range.positive("delivery.webhooksAtOnce", webhooksAtOnce);
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
