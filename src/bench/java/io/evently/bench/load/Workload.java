package io.evently.bench.load;

import java.util.Optional;

/** What is asked, and which answers are right. On the generator's thread only. */
public interface Workload {
    /** The next request of a connection, whose last one has been answered or is lost. */
    Request next(int connection);

    /**
     * Looks at an answer, which is only good during the call.
     *
     * @return what is wrong with it, as a short text of few variants; empty when it is as expected
     */
    Optional<String> judge(int connection, Request request, Answer answer);

    /**
     * The same for who wants to know when the request was due.
     *
     * @param due of {@link System#nanoTime}
     */
    default Optional<String> judge(int connection, Request request, Answer answer, long due) {
        return judge(connection, request, answer);
    }
}
