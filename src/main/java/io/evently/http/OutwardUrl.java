package io.evently.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What must be true of a URL that a client has this service send to, lest it be sent into the house. Looks at the text
 * alone: whoever sends must look at the address that the name leads to.
 */
final class OutwardUrl {
    private static final int LAST_PORT = 65_535;
    private static final String HOUSE = "must name a public host by its domain name";
    /** A dotted name whose last label is no number, so that no way to write an IP address fits. */
    private static final Pattern DOMAIN_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final List<String> INTERNAL = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final boolean publicHostsOnly;

    /** @param publicHostsOnly false where one tries things out on one machine */
    OutwardUrl(boolean publicHostsOnly) {
        this.publicHostsOnly = publicHostsOnly;
    }

    /** What is wrong with a URL, or nothing. */
    Optional<String> wrong(String url, boolean httpsAlways) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL");
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (!https && (httpsAlways || publicHostsOnly || !"http".equalsIgnoreCase(uri.getScheme()))) {
            return Optional.of("must be an https URL");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return Optional.of("must be a URL with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("must be a URL without credentials and without a fragment");
        }
        return publicHostsOnly && !isPublic(uri.getHost().toLowerCase(Locale.ROOT))
                ? Optional.of(HOUSE)
                : Optional.empty();
    }

    private static boolean isPublic(String host) {
        return DOMAIN_NAME.matcher(host).matches() && INTERNAL.stream().noneMatch(host::endsWith);
    }
}
