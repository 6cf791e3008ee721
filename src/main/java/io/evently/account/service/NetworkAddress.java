package io.evently.account.service;

import io.evently.net.IpRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where a client comes from, as far as it can be held to account. */
final class NetworkAddress {
    private static final int LONGEST = 64;
    private static final int PREFIX_BYTES = 8;

    private NetworkAddress() {}

    /** An IPv4 address as it is; an IPv6 address as its /64, since whoever has one address there has them all. */
    static String group(String address) {
        String bare = address.replaceFirst("%.*$", "");
        return IpRange.address(bare)
                .map(NetworkAddress::group)
                .orElseGet(() -> bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare);
    }

    private static String group(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                : address.getHostAddress();
    }
}
