package io.evently.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of an endpoint that somebody else named, as far as it can be judged without looking it up.
 *
 * @param host without brackets
 * @param path with the query, as given
 */
public record EndpointUrl(boolean tls, String host, int port, String path) {
    private static final int LONGEST = 2048;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /**
     * Reads an address. Empty unless it is {@code https://} with a host and without a user name; the host may be an IP
     * address. Whether a host is a public one is only seen when it is looked up, at each sending.
     *
     * @param allowPrivate takes {@code http://} as well
     */
    public static Optional<EndpointUrl> parse(String url, boolean allowPrivate) {
        if (url.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI read = new URI(url);
            String scheme = String.valueOf(read.getScheme()).toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("https");
            if (!(tls || (scheme.equals("http") && allowPrivate))
                    || read.getHost() == null
                    || read.getUserInfo() != null
                    || read.getPort() == 0
                    || read.getPort() > 65535) {
                return Optional.empty();
            }
            int port = read.getPort() > 0 ? read.getPort() : tls ? HTTPS : HTTP;
            return Optional.of(new EndpointUrl(tls, host(read), port, path(read)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The host that an endpoint names, without looking at anything else; the whole text when it names none. */
    static String host(String url) {
        int from = url.indexOf("://") + 3;
        int to = url.indexOf('/', Math.max(from, 0));
        return from < 3 ? url : url.substring(from, to < 0 ? url.length() : to).toLowerCase(Locale.ROOT);
    }

    private static String host(URI read) {
        String host = read.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI read) {
        String path = read.getRawPath().isEmpty() ? "/" : read.getRawPath();
        return read.getRawQuery() == null ? path : path + '?' + read.getRawQuery();
    }
}
