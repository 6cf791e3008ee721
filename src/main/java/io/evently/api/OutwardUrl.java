package io.evently.api;

import io.evently.channel.EndpointUrl;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a URL that a client has the service call, so that no request reaches the service's own network. Looks at the
 * text alone: whoever sends looks at the address that the name leads to.
 */
final class OutwardUrl {
    /** A dotted name whose last label is no number, so that no way to write an IP address fits. */
    private static final Pattern DOMAIN_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final List<String> INTERNAL = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final boolean allowPrivate;

    /** @param allowPrivate takes http and hosts of any name as well, where one tries things out on one machine */
    OutwardUrl(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** What is wrong with a URL, or nothing. */
    Optional<String> wrong(String url) {
        Optional<EndpointUrl> read = EndpointUrl.parse(url, allowPrivate);
        if (read.isEmpty()) {
            return Optional.of("must be an https URL with a host and without credentials");
        }
        if (url.indexOf('#') >= 0) {
            return Optional.of("must be a URL without a fragment");
        }
        return allowPrivate || isPublic(read.get().host().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("must name a public host by its domain name");
    }

    private static boolean isPublic(String host) {
        return DOMAIN_NAME.matcher(host).matches() && INTERNAL.stream().noneMatch(host::endsWith);
    }
}
