package io.evently.http;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 8288 links from one page of a list to its neighbours; all other query parameters are kept. */
final class PageLinks {
    private static final String UNSAFE = "<>\"\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PageLinks() {}

    public static Optional<String> of(String path, @Nullable String query, Page page, long total) {
        List<String> links = new ArrayList<>(2);
        long next = page.offset() + (long) page.limit();
        if (next < total && next <= Page.LAST_OFFSET) {
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
        return "<" + safe(path) + "?" + String.join("&", parameters) + ">; rel=\"" + relation + "\"";
    }

    // What came raw from the client must neither end the link early nor be more than a header can carry.
    private static String safe(String parameter) {
        StringBuilder safe = new StringBuilder(parameter.length());
        for (int i = 0; i < parameter.length(); i++) {
            char c = parameter.charAt(i);
            if (c > ' ' && c < 0x7f && UNSAFE.indexOf(c) < 0) {
                safe.append(c);
            } else {
                // The request line is read byte by byte, so each character stands for a byte.
                safe.append('%').append(HEX.toHighHexDigit(c)).append(HEX.toLowHexDigit(c));
            }
        }
        return safe.toString();
    }
}
