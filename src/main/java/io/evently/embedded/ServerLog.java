package io.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The file a server writes its messages to; one older file is kept. */
final class ServerLog {
    private static final long LIMIT_BYTES = 10L * 1024 * 1024;
    private static final Pattern FATAL = Pattern.compile("(?:FATAL|PANIC): +(.*)");

    private final Path file;
    private int readUpTo;

    private ServerLog(Path file) {
        this.file = file;
    }

    /** Opens it for a server about to start. */
    static ServerLog open(DataDirectory data, String name, ServerAccount account) throws IOException {
        Path file = data.logs().resolve(name);
        if (Files.exists(file) && Files.size(file) > LIMIT_BYTES) {
            Files.move(file, data.logs().resolve(name + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        account.take(file);
        ServerLog log = new ServerLog(file);
        log.skip();
        return log;
    }

    Path file() {
        return file;
    }

    /** From here on, {@link #reason} looks only at what comes. */
    void skip() throws IOException {
        readUpTo = Math.toIntExact(Files.size(file));
    }

    /** Why the server gave up, in its own words; what it said last when it did not say. */
    String reason(String otherwise) throws IOException {
        byte[] all = Files.readAllBytes(file);
        String news =
                new String(Arrays.copyOfRange(all, Math.min(readUpTo, all.length), all.length), StandardCharsets.UTF_8);
        return FATAL.matcher(news)
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .reduce((before, last) -> last)
                .orElse(otherwise);
    }
}
