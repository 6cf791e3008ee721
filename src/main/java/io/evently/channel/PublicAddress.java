package io.evently.channel;

import io.evently.net.IpRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Whether an IP address is somebody's on the open internet: by IANA's registries of special-purpose addresses, of which
 * IPv6 leaves only 2000::/3 less a few blocks. Addresses that carry an IPv4 address inside (6to4, Teredo, ISATAP, mapped) are
 * not told apart but refused.
 */
final class PublicAddress {
    private static final List<IpRange> SPECIAL_V4 = List.of(
            IpRange.parse("0.0.0.0/8"),
            IpRange.parse("10.0.0.0/8"),
            IpRange.parse("100.64.0.0/10"),
            IpRange.parse("127.0.0.0/8"),
            IpRange.parse("169.254.0.0/16"),
            IpRange.parse("172.16.0.0/12"),
            IpRange.parse("192.0.0.0/24"),
            IpRange.parse("192.0.2.0/24"),
            IpRange.parse("192.88.99.0/24"),
            IpRange.parse("192.168.0.0/16"),
            IpRange.parse("198.18.0.0/15"),
            IpRange.parse("198.51.100.0/24"),
            IpRange.parse("203.0.113.0/24"),
            IpRange.parse("224.0.0.0/3"));
    private static final IpRange GLOBAL_V6 = IpRange.parse("2000::/3");
    private static final List<IpRange> SPECIAL_V6 = List.of(
            IpRange.parse("2001::/23"),
            IpRange.parse("2001:db8::/32"),
            IpRange.parse("2002::/16"),
            IpRange.parse("3fff::/20"));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_V4.stream().noneMatch(block -> block.contains(address))
                : GLOBAL_V6.contains(address)
                        && SPECIAL_V6.stream().noneMatch(block -> block.contains(address))
                        && !isatap(address.getAddress());
    }

    // RFC 5214, 6.1: the interface's half is 0000:5efe or 0200:5efe and an IPv4 address, whatever the network's half
    // is.
    private static boolean isatap(byte[] bytes) {
        return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
    }
}
