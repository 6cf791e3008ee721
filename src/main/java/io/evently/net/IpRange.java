package io.evently.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** All IP addresses of one version that begin with the same bits. */
public final class IpRange {
    // Literal addresses only: a name here would be looked up in DNS, perhaps on an event loop.
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
    // With a zone, an IPv6 address may be a little longer.
    private static final int LONGEST = 64;
    private static final Pattern LITERAL =
            Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private final BigInteger network;
    private final int length;
    private final int bits;

    private IpRange(byte[] address, int length) {
        this.bits = address.length * 8;
        this.length = length;
        this.network = prefix(address);
    }

    /**
     * A range by its text, for example {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("not an address or a range: " + text))
                .getAddress();
        int length = slash < 0 ? address.length * 8 : length(text, text.substring(slash + 1));
        if (length < 0 || length > address.length * 8) {
            throw new IllegalArgumentException("no such range: " + text);
        }
        return new IpRange(address, length);
    }

    /** The address that stands there in figures; empty when it is something else, which is not looked up. */
    public static Optional<InetAddress> address(String literal) {
        if (literal.length() > LONGEST || !LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] raw = address.getAddress();
        return raw.length * 8 == bits && prefix(raw).equals(network);
    }

    private BigInteger prefix(byte[] address) {
        return new BigInteger(1, address).shiftRight(bits - length);
    }

    private static int length(String text, String figures) {
        try {
            return Integer.parseInt(figures);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an address or a range: " + text, e);
        }
    }
}
