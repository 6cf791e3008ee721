package io.evently.onsale;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Everybody who wants seats, in a closed loop: a connection sends its next wish when the last one has ended. All of it
 * runs on one event loop.
 */
final class Crowd {
    private static final int COMEBACKS = 10;
    private static final int REPEATS = 5;
    private static final int CONNECTION_ATTEMPTS = 100;
    private static final Duration NOBODY_THERE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Context context;
    private final Nodes nodes;
    private final IntFunction<Wish> wishes;
    private final int requests;
    private final LongSupplier nanoTime;
    private final Tally tally;
    private final Promise<Tallied> finished = Promise.promise();
    private int begun;
    private int ended;

    /** @param wishes makes the wish of each number below {@code requests}, asked once for each */
    Crowd(Vertx vertx, Nodes nodes, IntFunction<Wish> wishes, int requests, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.nodes = nodes;
        this.wishes = wishes;
        this.requests = requests;
        this.nanoTime = nanoTime;
        this.tally = new Tally(nanoTime);
    }

    /** Lets everybody in; the future completes when every wish has ended. Once only. */
    Future<Tallied> play(int connections) {
        context.runOnContext(go -> {
            for (int connection = 0; connection < connections; connection++) {
                next(connection);
            }
        });
        return finished.future();
    }

    /** How far it is. */
    Future<Tally.Progress> progress() {
        Promise<Tally.Progress> progress = Promise.promise();
        context.runOnContext(go -> progress.complete(tally.progress()));
        return progress.future();
    }

    private void next(int connection) {
        if (begun == requests) {
            return;
        }
        Turn turn = new Turn(connection, wishes.apply(begun++), nanoTime.getAsLong());
        turn.attempt().onComplete(over -> {
            if (over.failed()) {
                finished.tryFail(over.cause());
            } else if (++ended == requests) {
                finished.complete(tally.tallied());
            } else {
                // Not from here: wishes that end at once would pile up on the stack.
                context.runOnContext(go -> next(connection));
            }
        });
    }

    /** One wish on its way, over as many attempts as it may have. */
    private final class Turn implements Answer.Cases<Future<Void>> {
        private final int connection;
        private final Wish wish;
        private final long since;
        private int comebacks;
        private int repeats;
        private int refusedConnections;
        // Once an attempt was not answered, only a sale or a refusal under the same key can say what came of it.
        private String doubt = "";

        Turn(int connection, Wish wish, long since) {
            this.connection = connection;
            this.wish = wish;
            this.since = since;
        }

        Future<Void> attempt() {
            // What this node did not answer is asked of the next.
            return nodes.of(connection + repeats)
                    .map(node -> node.book(wish).compose(answer -> heard(node, answer)))
                    .orElseGet(this::nobodyThere);
        }

        @Override
        public Future<Void> sold(Answer.Sold it) {
            tally.sold(wish, it, since);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> refused(Answer.Refused it) {
            tally.refused(wish, since);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> later(Answer.Later it) {
            if (comebacks == COMEBACKS) {
                return end(it.what() + ", " + (COMEBACKS + 1) + " times");
            }
            comebacks++;
            tally.deferred(it.what());
            return after(it.pause());
        }

        @Override
        public Future<Void> failed(Answer.Failed it) {
            return end(it.what());
        }

        @Override
        public Future<Void> unanswered(Answer.Unanswered it) {
            doubt = it.why();
            if (wish.repeatable() && repeats < REPEATS) {
                repeats++;
                tally.resent();
                return attempt();
            }
            return end(it.why());
        }

        @Override
        public Future<Void> notSent(Answer.NotSent it) {
            tally.resent();
            return nodes.givenUp() || ++refusedConnections == CONNECTION_ATTEMPTS ? end(it.why()) : attempt();
        }

        private Future<Void> heard(NodeClient node, Answer answer) {
            if (answer instanceof Answer.NotSent) {
                nodes.away(node);
            } else if (!(answer instanceof Answer.Unanswered)) {
                nodes.reached();
            }
            return answer.match(this);
        }

        private Future<Void> nobodyThere() {
            return nodes.givenUp() ? end("no node can be reached") : after(NOBODY_THERE);
        }

        private Future<Void> after(Duration pause) {
            return pause.isZero()
                    ? attempt()
                    : vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).compose(passed -> attempt());
        }

        private Future<Void> end(String what) {
            if (doubt.isEmpty()) {
                tally.failed(what);
            } else {
                tally.unknown(wish, doubt);
            }
            return Future.succeededFuture();
        }
    }
}
