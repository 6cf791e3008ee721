package io.evently.bench.run;

import java.time.Duration;

/** Waiting between two looks. */
final class Pauses {
    private Pauses() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BooksException("The benchmark was interrupted.");
        }
    }
}
