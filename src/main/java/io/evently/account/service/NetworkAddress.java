package io.evently.account.service;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Where a client comes from, as far as it can be held to account. */
final class NetworkAddress {
    private static final int LONGEST = 64;
    private static final int PREFIX_BYTES = 8;
    // Only a literal is parsed, so that no name is ever looked up.
    private static final Pattern IPV6_LITERAL = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private NetworkAddress() {}

    /** An IPv4 address as it is; an IPv6 address as its /64, since whoever has one address there has them all. */
    static String group(String address) {
        String bare = address.replaceFirst("%.*$", "");
        if (!IPV6_LITERAL.matcher(bare).matches()) {
            return bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare;
        }
        try {
            InetAddress parsed = InetAddress.getByName(bare);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), PREFIX_BYTES)) + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare;
        }
    }
}
