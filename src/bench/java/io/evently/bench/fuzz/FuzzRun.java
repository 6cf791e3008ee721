package io.evently.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Sends so many requests to a node of the demo profile, over a few connections, and looks at every answer. The requests are
 * the same for the same seed; which of them come together is not.
 */
public final class FuzzRun {
    private static final int REQUESTS_PER_POPULATION = 2_000;
    // The same mistake answers many requests.
    private static final int MOST_OF_A_KIND = 3;

    private final InetSocketAddress node;
    private final RequestMaker maker;
    private final long requests;
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentHashMap<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, List<Finding>> findings = new ConcurrentHashMap<>();

    public FuzzRun(InetSocketAddress node, long seed, long requests) {
        this.node = node;
        this.maker = new RequestMaker(seed);
        this.requests = requests;
    }

    /**
     * An answer that should not be.
     *
     * @param number of the request; with the seed it says which one
     */
    public record Finding(long number, String request, String wrong) {
        @Override
        public String toString() {
            return "request " + number + ": " + wrong + "\n    " + request;
        }
    }

    /**
     * Runs.
     *
     * @param connections how many requests are under way at a time
     * @param progress told how many were answered, by one thread at a time
     */
    public void run(int connections, LongConsumer progress) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            while (next.get() < requests) {
                Population known;
                try (FuzzConnection own = new FuzzConnection(node)) {
                    known = Population.make(own);
                }
                long until = Math.min(requests, next.get() + REQUESTS_PER_POPULATION);
                List<Future<?>> workers = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    workers.add(threads.submit(() -> work(until, known)));
                }
                for (Future<?> worker : workers) {
                    worker.get();
                }
                next.set(until);
                progress.accept(until);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The run broke", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** How often each status was answered; 0 stands for no answer. */
    public SortedMap<Integer, Long> statuses() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** The first few of each kind. */
    public List<Finding> findings() {
        return findings.values().stream().flatMap(List::stream).toList();
    }

    private void work(long until, Population known) {
        try (FuzzConnection connection = new FuzzConnection(node)) {
            for (long number = next.getAndIncrement(); number < until; number = next.getAndIncrement()) {
                one(connection, number, maker.make(number, known));
            }
        }
    }

    private void one(FuzzConnection connection, long number, FuzzRequest request) {
        try {
            FuzzConnection.Answer answer = connection.send(request);
            count(answer.status());
            AnswerCheck.wrong(request, answer).ifPresent(wrong -> found(number, request, wrong));
        } catch (IOException | UncheckedIOException e) {
            count(0);
            found(number, request, "no answer: " + e);
        }
    }

    private void count(int status) {
        statuses.computeIfAbsent(status, key -> new AtomicLong()).incrementAndGet();
    }

    private void found(long number, FuzzRequest request, String wrong) {
        String kind = request.operationId() + ' ' + wrong.substring(0, Math.min(40, wrong.length()));
        findings.compute(kind, (key, known) -> {
            List<Finding> all = known == null ? new ArrayList<>() : known;
            if (all.size() < MOST_OF_A_KIND) {
                all.add(new Finding(number, request.toString(), wrong));
            }
            return all;
        });
    }
}
