package io.evently.cache;

import io.evently.config.Range;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is. Its text form never shows the password.
 *
 * @param url {@code redis://[:password@]host:port}, or {@code rediss://} for TLS; null: none
 * @param trustFile certificates in PEM form that are trusted in place of the system's, for {@code rediss://}; null: the
 *     system's
 * @param timeout how long an answer is waited for before Redis counts as away
 */
public record CacheConfig(@Nullable String url, @Nullable String trustFile, Duration timeout) {
    /** No Redis. */
    public static final CacheConfig NONE = new CacheConfig(null, null, Duration.ofSeconds(1));

    private static final String TLS = "rediss";
    private static final Pattern DATABASE = Pattern.compile("|/|/[0-9]{1,4}");

    public CacheConfig {
        if (url != null) {
            check(url);
        }
        if (trustFile != null) {
            check(trustFile, url);
        }
        Range.positive("cache.timeout", timeout);
    }

    /** The same with another server. */
    public CacheConfig withUrl(@Nullable String server) {
        return new CacheConfig(server, trustFile, timeout);
    }

    /** Whether the connection is encrypted, and the server's certificate and name are checked. */
    boolean tls() {
        return url != null && TLS.equals(URI.create(url).getScheme());
    }

    @Override
    public String toString() {
        return "CacheConfig[" + (url == null ? "none" : URI.create(url).getHost()) + ", timeout=" + timeout + ']';
    }

    // What is not understood is refused: somebody may have meant encryption by it.
    private static void check(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (uri.getHost() == null
                || !("redis".equals(uri.getScheme()) || TLS.equals(uri.getScheme()))
                || uri.getRawFragment() != null
                || !DATABASE.matcher(uri.getPath()).matches()) {
            throw malformed();
        }
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "cache.url (REDIS_URL) must have no question mark; TLS is asked for by rediss:// in its place.");
        }
    }

    private static void check(String trustFile, @Nullable String url) {
        if (url == null || !TLS.equals(URI.create(url).getScheme())) {
            throw new IllegalArgumentException(
                    "cache.trustFile needs a cache.url (REDIS_URL) that begins with rediss://.");
        }
        if (!Files.isReadable(Path.of(trustFile))) {
            throw new IllegalArgumentException("cache.trustFile cannot be read.");
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "cache.url (REDIS_URL) must look like redis://host:6379, or rediss:// for TLS");
    }
}
