package io.evently.account.service;

import io.evently.account.Password;
import io.evently.account.service.HashQueue.Purpose;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    private final HashQueue<Runnable> queue;
    private final int memoryKib;
    private final int iterations;
    private final Argon2PasswordEncoder argon2;
    private final Argon2Hash unmatchable;
    private final LongAdder computed = new LongAdder();

    PasswordHashing(Vertx vertx, AccountConfig config, RandomGenerator random) {
        this.workers = vertx.createSharedWorkerExecutor(POOL, config.hashThreads());
        this.queue = new HashQueue<>(config.hashThreads(), config.hashQueue(), config.hashQueuePerAddress());
        this.memoryKib = config.hashMemoryKib();
        this.iterations = config.hashIterations();
        this.argon2 = new Argon2PasswordEncoder(
                Argon2Hash.SALT_BYTES, Argon2Hash.HASH_BYTES, Argon2Hash.PARALLELISM, memoryKib, iterations);
        this.unmatchable = Argon2Hash.unmatchable(memoryKib, iterations, random);
    }

    /** Whether somebody there would be shed right now. */
    boolean full(Purpose purpose, String group) {
        return queue.full(purpose, group);
    }

    /**
     * The PHC string of a new hash; empty when too much waits.
     *
     * @param group where the client comes from
     */
    Optional<Future<String>> hash(Password password, String group) {
        return submit(Purpose.NEW_HASH, group, () -> argon2.encode(password.composed()));
    }

    /**
     * Whether the password is the one that was hashed; empty when too much waits. No hash, or one that may not be
     * computed here, costs the same and never matches.
     *
     * @param group where the client comes from
     */
    Optional<Future<Boolean>> matches(Password password, @Nullable String phc, Purpose purpose, String group) {
        Optional<Argon2Hash> known = Optional.ofNullable(phc).flatMap(Argon2Hash::parse);
        return submit(purpose, group, () -> matches(password, known.orElse(unmatchable)) && known.isPresent());
    }

    // Hashes from elsewhere, and our own from before, may have been made of the password as it was typed.
    private boolean matches(Password password, Argon2Hash hash) {
        String composed = password.composed();
        return matches(composed, hash) || (!composed.equals(password.text()) && matches(password.text(), hash));
    }

    // A cheap hash from elsewhere takes as long as a hash of ours, or as none: else it would tell that it is there.
    private boolean matches(String password, Argon2Hash hash) {
        boolean right = argon2.matches(password, hash.phc());
        boolean filled = unmatchable
                .missingFrom(hash)
                .filter(filler -> argon2.matches(password, filler.phc()))
                .isPresent();
        return right || filled;
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

    // A promise of the asker's context, where the answer is then given.
    private <T> Optional<Future<T>> submit(Purpose purpose, String group, Callable<T> work) {
        ContextInternal asker = ContextInternal.current();
        Promise<T> promise = asker == null ? Promise.promise() : asker.promise();
        boolean taken = queue.add(
                purpose,
                group,
                () -> workers.executeBlocking(work, false)
                        .onComplete(done -> {
                            computed.increment();
                            queue.done();
                            serve();
                        })
                        .onComplete(promise));
        if (!taken) {
            return Optional.empty();
        }
        serve();
        return Optional.of(promise.future());
    }

    private void serve() {
        Optional<Runnable> next = queue.next();
        while (next.isPresent()) {
            next.get().run();
            next = queue.next();
        }
    }
}
