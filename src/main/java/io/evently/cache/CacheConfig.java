package io.evently.cache;

import io.evently.config.Range;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is.
 *
 * @param url {@code redis://[:password@]host:port}, or {@code rediss://} for TLS; null: none
 * @param timeout how long an answer is waited for before Redis counts as away
 */
public record CacheConfig(@Nullable String url, Duration timeout) {
    public CacheConfig {
        if (url != null && !isRedis(url)) {
            throw new IllegalArgumentException("cache.url (REDIS_URL) must look like redis://host:6379");
        }
        Range.positive("cache.timeout", timeout);
    }

    /** The same with another server. */
    public CacheConfig withUrl(@Nullable String server) {
        return new CacheConfig(server, timeout);
    }

    private static boolean isRedis(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
