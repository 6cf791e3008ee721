package io.evently;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk on which embedded servers keep their data. A full one stops every booking, so it is told before. For all threads; asks the
 * operating system, which answers from memory.
 */
final class DataDisk {
    private static final Logger log = LoggerFactory.getLogger(DataDisk.class);
    /** PostgreSQL alone may want a quarter of this at once for its log of changes. */
    private static final long FEWEST_FREE_BYTES = 1L << 30;

    private final File directory;
    private final AtomicBoolean told = new AtomicBoolean();

    DataDisk(Path directory) {
        this.directory = directory.toFile();
    }

    long freeBytes() {
        return directory.getUsableSpace();
    }

    /** Whether less than a gigabyte is left. */
    boolean nearlyFull() {
        long free = freeBytes();
        boolean full = free < FEWEST_FREE_BYTES;
        if (full != told.getAndSet(full)) {
            if (full) {
                log.warn("The disk of {} is nearly full: {} MB are left", directory, free >> 20);
            } else {
                log.info("The disk of {} has room again", directory);
            }
        }
        return full;
    }
}
