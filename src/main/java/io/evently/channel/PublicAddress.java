package io.evently.channel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whether an IP address is somebody's on the open internet: by IANA's registries of special-purpose addresses, of which
 * IPv6 leaves only 2000::/3 less a few blocks. Addresses that carry an IPv4 address inside are not told apart but refused.
 */
final class PublicAddress {
    private static final List<Block> SPECIAL_V4 = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3));
    private static final Block GLOBAL_V6 = Block.of("2000::", 3);
    private static final List<Block> SPECIAL_V6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_V4.stream().noneMatch(block -> block.has(address))
                : GLOBAL_V6.has(address) && SPECIAL_V6.stream().noneMatch(block -> block.has(address));
    }

    private static final class Block {
        private final byte[] network;
        private final int bits;

        private Block(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        /** Of an address in figures, so nothing is looked up. */
        static Block of(String network, int bits) {
            try {
                return new Block(InetAddress.getByName(network).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(network + " is no address", e);
            }
        }

        boolean has(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((other[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
