package io.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which user the servers run. PostgreSQL refuses root, so root hands them to the owner of the data directory, to a
 * user number that nobody else has, to {@code nobody}, or to a user namespace, whichever works here first.
 *
 * @param prefix the words that put a program under that user
 * @param uid who owns the servers' files on disk
 * @param gid likewise
 */
record ServerAccount(List<String> prefix, int uid, int gid) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAccount.class);
    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;
    // Between the numbers that systemd gives to people and those that it gives to services as they start.
    private static final int FIRST_OWN = 60_917;
    private static final int LAST_OWN = 61_183;
    private static final Path USERS = Path.of("/etc/passwd");
    private static final int EFFECTIVE = 2;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** The first that may run the given program. */
    static ServerAccount choose(DataDirectory data, Path program) throws IOException, InterruptedException {
        int uid = effectiveId("Uid:");
        boolean root = uid == ROOT;
        List<ServerAccount> candidates = root ? forRoot(data) : forUser(uid, effectiveId("Gid:"));
        String reason = "";
        for (ServerAccount candidate : candidates) {
            String refusal = candidate.refusal(data, program);
            if (refusal.isEmpty()) {
                if (root && candidate.uid() == NOBODY) {
                    LOG.warn(
                            "The servers in {} run as the user nobody, and so may others that can then read their files",
                            data.root());
                }
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

    // The JDK's own way knows no number of a user without a name.
    private static int effectiveId(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> BLANKS.split(line, -1))
                .mapToInt(fields -> Integer.parseUnsignedInt(fields[EFFECTIVE]))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status does not tell " + key));
    }

    private static List<ServerAccount> forUser(int uid, int gid) {
        // The namespace helps a user number without a name, which initdb does not accept.
        ServerAccount plain = new ServerAccount(List.of(), uid, gid);
        return List.of(plain, plain.inNamespace());
    }

    private static List<ServerAccount> forRoot(DataDirectory data) throws IOException {
        List<ServerAccount> candidates = new ArrayList<>();
        int owner = FileTree.owner(data.root());
        if (owner != ROOT) {
            ServerAccount named = as(owner, FileTree.group(data.root()));
            candidates.add(named);
            candidates.add(named.inNamespace());
        }
        int own = ownNumber();
        // It has no name, without which the programs refuse to work; in a namespace it has one.
        candidates.add(as(own, own));
        candidates.add(as(own, own).inNamespace());
        candidates.add(as(NOBODY, NOBODY));
        candidates.add(new ServerAccount(List.of(), ROOT, ROOT).inNamespace());
        return candidates;
    }

    private static int ownNumber() throws IOException {
        Set<String> taken = Files.readAllLines(USERS, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > EFFECTIVE)
                .map(fields -> fields[EFFECTIVE])
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(FIRST_OWN, LAST_OWN)
                .filter(number -> !taken.contains(Integer.toString(number)))
                .findFirst()
                .orElse(FIRST_OWN);
    }

    private static ServerAccount as(int uid, int gid) {
        return new ServerAccount(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"), uid, gid);
    }

    // Inside, every program sees itself as "nobody"; on disk the files stay with the user it is.
    private ServerAccount inNamespace() {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("unshare", "-U"));
        return new ServerAccount(words, uid, gid);
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
