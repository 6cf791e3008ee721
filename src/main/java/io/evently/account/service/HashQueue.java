package io.evently.account.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work that waits for a few threads, with a share for each client: what comes from one address group is taken in turn with
 * what comes from others, and is never more than its share of the queue. Whoever signs in goes before whoever does not, but
 * every fifth turn is for the others while they wait. Safe for all threads; waits for nothing itself.
 *
 * @param <T> the work
 */
final class HashQueue<T> {
    private static final int IN_A_ROW = 4;

    /** What the work is for. */
    enum Purpose {
        SIGN_IN,
        /** Sign-up, another password, a hash of today's costs. */
        NEW_HASH
    }

    private final int threads;
    private final int most;
    private final int mostOfGroup;
    private final Map<Purpose, Line<T>> lines = new EnumMap<>(Purpose.class);
    private int running;
    private int signInsInARow;

    /**
     * @param threads how many pieces of work may run at once
     * @param most how many may wait, for each purpose
     * @param mostOfGroup how many of these may be of one address group
     */
    HashQueue(int threads, int most, int mostOfGroup) {
        this.threads = threads;
        this.most = most;
        this.mostOfGroup = mostOfGroup;
        for (Purpose purpose : Purpose.values()) {
            lines.put(purpose, new Line<>());
        }
    }

    /** Whether {@link #add} would refuse right now. */
    synchronized boolean full(Purpose purpose, String group) {
        Line<T> line = line(purpose);
        return running >= threads && (line.size >= most || line.of(group) >= mostOfGroup);
    }

    /** Takes the work, unless the queue or the group's share of it is full: then false. */
    synchronized boolean add(Purpose purpose, String group, T work) {
        if (full(purpose, group)) {
            return false;
        }
        line(purpose).add(group, work);
        return true;
    }

    /** The next piece of work, if there is one and a thread for it; each ends with {@link #done}. */
    synchronized Optional<T> next() {
        if (running >= threads) {
            return Optional.empty();
        }
        boolean others = line(Purpose.NEW_HASH).size > 0;
        boolean signIn = line(Purpose.SIGN_IN).size > 0 && !(others && signInsInARow >= IN_A_ROW);
        if (!signIn && !others) {
            return Optional.empty();
        }
        signInsInARow = signIn ? signInsInARow + 1 : 0;
        running++;
        return Optional.of(line(signIn ? Purpose.SIGN_IN : Purpose.NEW_HASH).take());
    }

    synchronized void done() {
        running--;
    }

    private Line<T> line(Purpose purpose) {
        Line<T> line = lines.get(purpose);
        if (line == null) {
            throw new IllegalStateException("no line for " + purpose);
        }
        return line;
    }

    /** The groups in the order in which they are served, each with its work in order of arrival. */
    private static final class Line<T> {
        private final Map<String, Deque<T>> groups = new LinkedHashMap<>();
        private int size;

        int of(String group) {
            Deque<T> waiting = groups.get(group);
            return waiting == null ? 0 : waiting.size();
        }

        void add(String group, T work) {
            groups.computeIfAbsent(group, first -> new ArrayDeque<>()).add(work);
            size++;
        }

        T take() {
            Iterator<Map.Entry<String, Deque<T>>> first = groups.entrySet().iterator();
            Map.Entry<String, Deque<T>> turn = first.next();
            String group = turn.getKey();
            Deque<T> waiting = turn.getValue();
            first.remove();
            T work = waiting.remove();
            if (!waiting.isEmpty()) {
                // Behind the others, until its turn comes again.
                groups.put(group, waiting);
            }
            size--;
            return work;
        }
    }
}
