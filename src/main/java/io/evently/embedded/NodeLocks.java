package io.evently.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who uses a data directory, told by locks of the operating system, which a killed process cannot leave behind: each
 * node holds a shared lock while it lives, and an exclusive one on another file while it starts or stops.
 */
final class NodeLocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLocks.class);

    // POSIX drops all locks of a process on a file when any of its handles is closed, so a second opening would
    // quietly undo the first.
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");

    private final DataDirectory data;
    private final FileChannel starting;
    private final FileChannel living;
    private @Nullable FileLock turn;
    private @Nullable FileLock life;

    private NodeLocks(DataDirectory data, FileChannel starting, FileChannel living) {
        this.data = data;
        this.starting = starting;
        this.living = living;
    }

    static NodeLocks open(DataDirectory data) throws IOException {
        if (!HELD_BY_THIS_PROCESS.add(data.root())) {
            throw new EmbeddedStartException("The data directory " + data.root() + " is already used by this process.");
        }
        try {
            FileChannel starting = channel(data.startLock());
            try {
                return new NodeLocks(data, starting, channel(data.nodesLock()));
            } catch (IOException e) {
                starting.close();
                throw e;
            }
        } catch (IOException e) {
            HELD_BY_THIS_PROCESS.remove(data.root());
            throw e;
        }
    }

    /** Waits until no other node is starting or stopping, then keeps others from it. */
    void takeTurn() throws IOException {
        turn = starting.tryLock();
        if (turn == null) {
            LOG.info("Waiting for another node that is starting or stopping in {}", data.root());
            turn = starting.lock();
        }
    }

    /** Takes the turn when nobody has it; whether that was so. */
    boolean tryTurn() throws IOException {
        turn = starting.tryLock();
        return turn != null;
    }

    void endTurn() throws IOException {
        if (turn != null) {
            turn.release();
            turn = null;
        }
    }

    /** Counts this process among the living nodes. */
    void join() throws IOException {
        life = living.lock(0, Long.MAX_VALUE, true);
    }

    void leave() throws IOException {
        if (life != null) {
            life.release();
            life = null;
        }
    }

    /** True when no other node lives. Only in this node's turn and while it is not one of them itself. */
    boolean alone() throws IOException {
        try (FileLock alone = living.tryLock()) {
            return alone != null;
        }
    }

    @Override
    public void close() throws IOException {
        try (starting;
                living) {
            HELD_BY_THIS_PROCESS.remove(data.root());
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        try {
            // One from before was open to all, and whoever can read it can lock it.
            Files.setPosixFilePermissions(file, OWNER_ALONE);
        } catch (FileSystemException e) {
            LOG.debug("The lock {} belongs to somebody else", file, e);
        }
        return channel;
    }
}
