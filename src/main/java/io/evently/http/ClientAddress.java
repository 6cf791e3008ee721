package io.evently.http;

import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the address of a client behind proxies: the right-most hop that is not one of our own proxies. */
final class ClientAddress {
    // Literal addresses only: a name here would be looked up in DNS, on the event loop.
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private record Range(BigInteger network, int length, int bits) {
        boolean contains(InetAddress address) {
            byte[] raw = address.getAddress();
            return raw.length * 8 == bits
                    && new BigInteger(1, raw).shiftRight(bits - length).equals(network);
        }
    }

    private final List<Range> trusted;

    /** @param trustedProxies addresses or CIDR ranges */
    ClientAddress(List<String> trustedProxies) {
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
            if (!LITERAL.matcher(hop).matches()) {
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
        if (!LITERAL.matcher(address).matches()) {
            return false;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return trusted.stream().anyMatch(range -> range.contains(parsed));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            throw new IllegalArgumentException("http.trustedProxies must hold addresses or ranges, was " + text);
        }
        try {
            byte[] raw = InetAddress.getByName(address).getAddress();
            int bits = raw.length * 8;
            int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > bits) {
                throw new IllegalArgumentException("http.trustedProxies: no such range: " + text);
            }
            return new Range(new BigInteger(1, raw).shiftRight(bits - length), length, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("http.trustedProxies must hold addresses or ranges, was " + text, e);
        }
    }
}
