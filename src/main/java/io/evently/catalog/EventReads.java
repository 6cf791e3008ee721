package io.evently.catalog;

import io.evently.storage.Shard;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Reads events by their ids, many in one statement when many are asked for at once: what is asked while reads of a shard
 * are under way goes along with the next. A read starts after the last question that it answers, so nobody is told
 * anything older than their question. For one event loop only.
 */
final class EventReads {
    // The second keeps the others going when the first is slow. As long as it is not, one with many ids costs less than
    // two
    // with half as many.
    private static final int UNDER_WAY = 2;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int IDS_IN_STATEMENT = 256;
    // Beyond this the queue of the pool decides, which has its own bound.
    private static final int MOST_WAITING = 5_000;

    private final EventRepository events;
    private final Map<Shard, Line> lines = new HashMap<>();

    EventReads(EventRepository events) {
        this.events = events;
    }

    /** The event, if it is there. */
    Future<Optional<Event>> get(Shard shard, UUID id) {
        return lines.computeIfAbsent(shard, Line::new).get(id);
    }

    private final class Line {
        private final Shard shard;
        private final Map<UUID, Promise<Optional<Event>>> waiting = new LinkedHashMap<>();
        private int underWay;
        private long begunAt;

        Line(Shard shard) {
            this.shard = shard;
        }

        Future<Optional<Event>> get(UUID id) {
            if (waiting.size() >= MOST_WAITING) {
                return events.get(shard.pool(), id);
            }
            Future<Optional<Event>> answer =
                    waiting.computeIfAbsent(id, first -> Promise.promise()).future();
            proceed();
            return answer;
        }

        private void proceed() {
            while (!waiting.isEmpty() && mayRead()) {
                Map<UUID, Promise<Optional<Event>>> taken = take();
                underWay++;
                begunAt = System.nanoTime();
                events.get(shard.pool(), new ArrayList<>(taken.keySet())).onComplete(read -> {
                    underWay--;
                    proceed();
                    land(taken, read);
                });
            }
        }

        private boolean mayRead() {
            return underWay == 0 || (underWay < UNDER_WAY && System.nanoTime() - begunAt > SLOW_NANOS);
        }

        private Map<UUID, Promise<Optional<Event>>> take() {
            Map<UUID, Promise<Optional<Event>>> taken = new HashMap<>();
            var oldestFirst = waiting.entrySet().iterator();
            while (oldestFirst.hasNext() && taken.size() < IDS_IN_STATEMENT) {
                var entry = oldestFirst.next();
                taken.put(entry.getKey(), entry.getValue());
                oldestFirst.remove();
            }
            return taken;
        }

        private static void land(Map<UUID, Promise<Optional<Event>>> taken, AsyncResult<List<Event>> read) {
            if (read.failed()) {
                taken.values().forEach(answer -> answer.fail(read.cause()));
                return;
            }
            for (Event event : read.result()) {
                Promise<Optional<Event>> answer = taken.remove(event.id());
                if (answer != null) {
                    answer.complete(Optional.of(event));
                }
            }
            taken.values().forEach(answer -> answer.complete(Optional.empty()));
        }
    }
}
