package io.evently.http.server;

import io.evently.net.IpRange;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the address of a client behind proxies: the right-most hop that is not one of our own proxies. */
public final class ClientAddress {
    private final List<IpRange> trusted;

    /** @param trustedProxies addresses or CIDR ranges */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(ClientAddress::range).toList();
    }

    String of(HttpServerRequest request) {
        String peer = request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
        return trusted.isEmpty() ? peer : behindProxies(peer, request.getHeader("X-Forwarded-For"));
    }

    String behindProxies(String peer, @Nullable String forwardedFor) {
        if (forwardedFor == null || !isTrusted(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",", -1);
        String nearest = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
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

    private boolean isTrusted(String address) {
        return IpRange.address(address)
                .filter(parsed -> trusted.stream().anyMatch(range -> range.contains(parsed)))
                .isPresent();
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
