package io.evently.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Under which user the servers run. PostgreSQL refuses root, so root hands them to the owner of the data directory, to
 * {@code nobody}, or to a user namespace, whichever works here first.
 *
 * @param prefix the words that put a program under that user
 * @param uid who owns the servers' files on disk
 * @param gid likewise
 */
record ServerAccount(List<String> prefix, int uid, int gid) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** The first that may run the given program. */
    static ServerAccount choose(DataDirectory data, Path program) throws IOException, InterruptedException {
        UnixSystem self = new UnixSystem();
        boolean root = self.getUid() == ROOT;
        List<ServerAccount> candidates = root ? forRoot(data) : forUser((int) self.getUid(), (int) self.getGid());
        String reason = "";
        for (ServerAccount candidate : candidates) {
            String refusal = candidate.refusal(data, program);
            if (refusal.isEmpty()) {
                return candidate;
            }
            reason = reason.isEmpty() ? refusal : reason;
        }
        throw new EmbeddedStartException((root
                        ? "PostgreSQL must not run as root, and neither setpriv nor unshare can give it another user here ("
                        : "PostgreSQL cannot be run by this user here (")
                + reason + "): start the service as "
                + (root ? "an ordinary user" : "another user")
                + ", or set DATABASE_URL and REDIS_URL to servers of your own.");
    }

    /** The command under this user. */
    Command command(DataDirectory data, Duration limit, String... words) {
        return Command.in(data.root(), limit, prefix, words);
    }

    /** Makes this user the owner of a file or tree. */
    void take(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && FileTree.owner(path) != uid) {
            FileTree.give(path, uid, gid);
        }
    }

    private static List<ServerAccount> forUser(int uid, int gid) {
        // The namespace helps a user number without a name, which initdb does not accept.
        return List.of(new ServerAccount(List.of(), uid, gid), inNamespace(uid, gid));
    }

    private static List<ServerAccount> forRoot(DataDirectory data) throws IOException {
        List<ServerAccount> candidates = new ArrayList<>();
        int owner = FileTree.owner(data.root());
        if (owner != ROOT) {
            candidates.add(as(owner, FileTree.group(data.root())));
        }
        candidates.add(as(NOBODY, NOBODY));
        candidates.add(inNamespace(ROOT, ROOT));
        return candidates;
    }

    private static ServerAccount as(int uid, int gid) {
        return new ServerAccount(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"), uid, gid);
    }

    private static ServerAccount inNamespace(int uid, int gid) {
        return new ServerAccount(List.of("unshare", "-U"), uid, gid);
    }

    // Running the program proves all at once: the switch is allowed, the user has a name, each directory on the way
    // lets it through, and the file system lets programs run.
    private String refusal(DataDirectory data, Path program) throws InterruptedException {
        try {
            Command.Result probe = command(
                            data, PROBE_LIMIT, "sh", "-c", "id -un && exec \"$0\" --version", program.toString())
                    .run();
            return probe.succeeded() ? "" : probe.lastLine();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
