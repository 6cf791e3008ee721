package io.evently.waitlist;

import io.evently.waitlist.WaitlistRepository.Joining;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Requests to join, gathered while a statement is under way: when an event sells out, everybody asks for a place in the same
 * second, and each statement holds the lock of the event until it has committed. Used on one event loop only.
 */
final class Joins {
    private final int most;
    private final int limit;
    private final Function<List<Joining>, Future<List<JoinResult>>> statement;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean underWay;

    /**
     * Gathers requests.
     *
     * @param most in one statement
     * @param limit that may wait
     */
    Joins(int most, int limit, Function<List<Joining>, Future<List<JoinResult>>> statement) {
        this.most = most;
        this.limit = limit;
        this.statement = statement;
    }

    /** False when so many wait that this one would only be late. */
    boolean roomy() {
        return queue.size() < limit;
    }

    Future<JoinResult> join(Joining joining) {
        Waiting waiting = new Waiting(joining, Promise.promise());
        queue.add(waiting);
        pump();
        return waiting.answer.future();
    }

    private void pump() {
        if (underWay || queue.isEmpty()) {
            return;
        }
        List<Waiting> batch = new ArrayList<>(Math.min(most, queue.size()));
        while (batch.size() < most && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        underWay = true;
        statement.apply(batch.stream().map(Waiting::joining).toList()).onComplete(result -> {
            underWay = false;
            pump();
            for (int i = 0; i < batch.size(); i++) {
                if (result.succeeded()) {
                    batch.get(i).answer.complete(result.result().get(i));
                } else {
                    batch.get(i).answer.fail(result.cause());
                }
            }
        });
    }

    private record Waiting(Joining joining, Promise<JoinResult> answer) {}
}
