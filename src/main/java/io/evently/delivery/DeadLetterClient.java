package io.evently.delivery;

import io.evently.storage.ShardedBus;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.UUID;

/** Takes questions about deliveries that were given up to the shard that an id names, or to all. Safe for all threads. */
public final class DeadLetterClient {
    private static final Comparator<DeadLetter> LATEST_FIRST = Comparator.comparing(DeadLetter::diedAt)
            .reversed()
            .thenComparing(letter -> letter.notificationId().toString())
            .thenComparing(letter -> letter.channel().code());

    private final ShardedBus bus;

    public DeadLetterClient(ShardedBus bus) {
        this.bus = bus;
    }

    /** Each shard reads as many rows as offset and limit together. */
    public Future<DeadLetterPage> latest(ListDeadLetters query) {
        ListDeadLetters upToThere = new ListDeadLetters(query.channel(), query.offset() + query.limit(), 0);
        return bus.askAll(DeliveryEndpoints.DEAD_LETTERS, upToThere)
                .map(pages -> new DeadLetterPage(
                        pages.stream()
                                .flatMap(page -> page.letters().stream())
                                .sorted(LATEST_FIRST)
                                .skip(query.offset())
                                .limit(query.limit())
                                .toList(),
                        pages.stream().mapToLong(DeadLetterPage::total).sum()));
    }

    /** Replays on the shard of the notification, or some on each. */
    public Future<ReplayedDeadLetters> replay(ReplayDeadLetters wish) {
        UUID one = wish.notificationId();
        if (one != null) {
            return bus.ask(DeliveryEndpoints.REPLAY, one, wish, new ReplayedDeadLetters(0, 0));
        }
        return bus.askAll(DeliveryEndpoints.REPLAY, wish)
                .map(parts -> new ReplayedDeadLetters(
                        parts.stream().mapToInt(ReplayedDeadLetters::replayed).sum(),
                        parts.stream().mapToLong(ReplayedDeadLetters::remaining).sum()));
    }
}
