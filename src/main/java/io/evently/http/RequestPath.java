package io.evently.http;

import io.evently.http.contract.PathTree;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decoded segments of a request's path: split first, so that an encoded slash stays inside its segment. */
public final class RequestPath {
    private RequestPath() {}

    /**
     * Splits and decodes.
     *
     * @throws RefusedException 400 when an escape is broken
     */
    public static List<String> segments(@Nullable String path) {
        List<String> raw = PathTree.segments(path == null ? "/" : path);
        if (path == null || path.indexOf('%') < 0) {
            return raw;
        }
        List<String> decoded = new ArrayList<>(raw.size());
        for (String segment : raw) {
            try {
                decoded.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new RefusedException(Problem.validation("path", "has a broken percent escape"));
            }
        }
        return decoded;
    }
}
