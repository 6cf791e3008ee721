package io.evently;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when its stop hangs: what is under way is then settled as after a crash, which the databases allow for. */
final class LastResort {
    private static final Logger log = LoggerFactory.getLogger(LastResort.class);
    private static final int HUNG = 1;

    private LastResort() {}

    /** Begins to count. */
    static void after(Duration longest) {
        Thread watch = new Thread(
                () -> {
                    Bounded.pause(longest);
                    log.error("Not stopped after {}: ends as it is, and the next start settles what is left", longest);
                    Runtime.getRuntime().halt(HUNG);
                },
                "evently-last-resort");
        watch.setDaemon(true);
        watch.start();
    }
}
