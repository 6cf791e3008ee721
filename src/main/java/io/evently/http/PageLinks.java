package io.evently.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 8288 links from one page of a list to its neighbours; all other query parameters are kept. */
final class PageLinks {
    private PageLinks() {}

    public static Optional<String> of(String path, @Nullable String query, Page page, long total) {
        List<String> links = new ArrayList<>(2);
        if (page.offset() + (long) page.limit() < total) {
            links.add(link(path, query, page, page.offset() + page.limit(), "next"));
        }
        if (page.offset() > 0) {
            links.add(link(path, query, page, Math.max(0, page.offset() - page.limit()), "prev"));
        }
        return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
    }

    private static String link(String path, @Nullable String query, Page page, int offset, String relation) {
        List<String> parameters = new ArrayList<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                if (!parameter.isEmpty() && !parameter.startsWith("offset=") && !parameter.startsWith("limit=")) {
                    parameters.add(safe(parameter));
                }
            }
        }
        parameters.add("limit=" + page.limit());
        parameters.add("offset=" + offset);
        return "<" + path + "?" + String.join("&", parameters) + ">; rel=\"" + relation + "\"";
    }

    // What came raw from the client must not end the link early.
    private static String safe(String parameter) {
        return parameter
                .replace("<", "%3C")
                .replace(">", "%3E")
                .replace("\"", "%22")
                .replace(" ", "%20");
    }
}
