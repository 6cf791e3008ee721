package io.evently.http.server;

import io.evently.net.IpRange;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the address of a client behind proxies: the right-most hop that is not one of our own proxies. Safe for all threads.
 */
public final class ClientAddress {
    private static final Logger log = LoggerFactory.getLogger(ClientAddress.class);
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");

    private final List<IpRange> trusted;
    private volatile boolean warned;

    /** @param trustedProxies addresses or CIDR ranges */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(ClientAddress::range).toList();
    }

    String of(HttpServerRequest request) {
        String peer = peer(request.remoteAddress());
        if (trusted.isEmpty()) {
            if (!warned && request.headers().contains(FORWARDED_FOR)) {
                warn(peer);
            }
            return peer;
        }
        return behindProxies(peer, request.headers().getAll(FORWARDED_FOR));
    }

    /** The address at the other end of a connection. */
    static String peer(@Nullable SocketAddress address) {
        return address == null ? "" : String.valueOf(address.hostAddress());
    }

    /** @param forwardedFor the lines of the header, in order; each proxy adds a line, or to the last one */
    String behindProxies(String peer, List<String> forwardedFor) {
        if (forwardedFor.isEmpty()) {
            return peer;
        }
        if (!isTrusted(peer)) {
            warn(peer);
            return peer;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        String nearest = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = withoutPort(hops[i].strip());
            if (IpRange.address(hop).isEmpty()) {
                return nearest;
            }
            nearest = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return nearest;
    }

    boolean isTrusted(String address) {
        return !trusted.isEmpty()
                && IpRange.address(address)
                        .filter(parsed -> trusted.stream().anyMatch(range -> range.contains(parsed)))
                        .isPresent();
    }

    // Some proxies write the port as well: 192.0.2.1:4711, [2001:db8::1]:4711.
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private void warn(String peer) {
        if (!warned) {
            warned = true;
            log.warn(
                    "{} sends X-Forwarded-For and is none of http.trustedProxies: all that come through it count as one"
                            + " client. Said once",
                    peer);
        }
    }

    private static IpRange range(String text) {
        try {
            return IpRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "http.trustedProxies must hold addresses or ranges: " + e.getMessage(), e);
        }
    }
}
