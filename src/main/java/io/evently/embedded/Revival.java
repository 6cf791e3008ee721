package io.evently.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts servers again that have ended under the nodes that live on them: killed, or out of room on the disk. Every node looks; the
 * one whose turn it is does it. A server that does not start is tried again, less and less often.
 */
final class Revival implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Something that should run. */
    interface Patient {
        boolean lives() throws IOException;

        /** Makes it run, unless it does. Only in this node's turn. */
        void revive() throws IOException, InterruptedException;
    }

    private final NodeLocks locks;
    private final Patient patient;
    private final String name;
    private final Thread thread;
    private volatile boolean over;
    private boolean failing;

    /** @param name begins a sentence in the log */
    Revival(NodeLocks locks, String name, Patient patient) {
        this.locks = locks;
        this.patient = patient;
        this.name = name;
        this.thread = new Thread(this::look, "evently-embedded");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it; nothing is started any more when this returns. */
    @Override
    public void close() {
        over = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Duration pause = LOOK;
        while (!over) {
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = patient.lives() || revived() ? LOOK : longer(pause);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                note(e);
                pause = longer(pause);
            }
        }
    }

    // False when it is another node's turn: looked at again, for that one may die as well.
    private boolean revived() throws IOException, InterruptedException {
        synchronized (locks) {
            if (!locks.tryTurn()) {
                return false;
            }
            try {
                if (!patient.lives()) {
                    if (!failing) {
                        LOG.warn("{} has ended and is started again", name);
                    }
                    patient.revive();
                    LOG.info("{} runs again", name);
                }
                failing = false;
                return true;
            } finally {
                locks.endTurn();
            }
        }
    }

    private void note(Exception failure) {
        if (!failing) {
            LOG.warn("{} does not start again, which is tried from time to time: {}", name, failure.getMessage());
        }
        failing = true;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
