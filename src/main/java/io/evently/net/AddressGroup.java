package io.evently.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Addresses that one client has at will, and that are therefore counted as one. */
public final class AddressGroup {
    private static final int LONGEST = 64;
    private static final int PREFIX_BYTES = 8;

    private AddressGroup() {}

    /** The group of an address: an IPv4 address as it is, an IPv6 address as its /64; of other text, its beginning. */
    public static String of(String address) {
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        return IpRange.address(bare)
                .map(AddressGroup::of)
                .orElseGet(() -> bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare);
    }

    private static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                : address.getHostAddress();
    }
}
