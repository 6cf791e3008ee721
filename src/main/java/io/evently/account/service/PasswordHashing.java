package io.evently.account.service;

import io.evently.account.Password;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes and checks passwords on a few threads of its own. What finds the queue full is not taken at all: the answer is
 * then empty, at once.
 */
final class PasswordHashing {
    /** What is shed may come again this soon: by then some of the queue is done. */
    static final int RETRY_AFTER_SECONDS = 2;

    private static final String POOL = "password-hash";

    private final WorkerExecutor workers;
    private final int mostPending;
    private final int memoryKib;
    private final int iterations;
    private final Argon2PasswordEncoder argon2;
    private final Argon2Hash unmatchable;
    private final AtomicInteger pending = new AtomicInteger();
    private final LongAdder computed = new LongAdder();

    PasswordHashing(Vertx vertx, AccountConfig config, RandomGenerator random) {
        this.workers = vertx.createSharedWorkerExecutor(POOL, config.hashThreads());
        this.mostPending = config.hashThreads() + config.hashQueue();
        this.memoryKib = config.hashMemoryKib();
        this.iterations = config.hashIterations();
        this.argon2 = new Argon2PasswordEncoder(
                Argon2Hash.SALT_BYTES, Argon2Hash.HASH_BYTES, Argon2Hash.PARALLELISM, memoryKib, iterations);
        this.unmatchable = Argon2Hash.unmatchable(memoryKib, iterations, random);
    }

    boolean full() {
        return pending.get() >= mostPending;
    }

    /** The PHC string of a new hash; empty when the queue is full. */
    Optional<Future<String>> hash(Password password) {
        return submit(() -> argon2.encode(password.text()));
    }

    /**
     * Whether the password is the one that was hashed; empty when the queue is full. No hash, or one that may not be
     * computed here, costs the same and never matches.
     */
    Optional<Future<Boolean>> matches(Password password, @Nullable String phc) {
        Optional<Argon2Hash> known = Optional.ofNullable(phc).flatMap(Argon2Hash::parse);
        String against = known.orElse(unmatchable).phc();
        return submit(() -> argon2.matches(password.text(), against) && known.isPresent());
    }

    /** True when the hash was made with other costs than today's. */
    boolean outdated(String phc) {
        return Argon2Hash.parse(phc)
                .map(hash -> hash.differsFrom(memoryKib, iterations))
                .orElse(true);
    }

    /** Hashes computed so far. */
    long computed() {
        return computed.sum();
    }

    Future<Void> close() {
        return workers.close();
    }

    private <T> Optional<Future<T>> submit(Callable<T> work) {
        if (pending.incrementAndGet() > mostPending) {
            pending.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(workers.executeBlocking(work, false).onComplete(done -> {
            computed.increment();
            pending.decrementAndGet();
        }));
    }
}
