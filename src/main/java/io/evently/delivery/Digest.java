package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.hash.Sha256;
import java.util.HexFormat;

/** What the audit keeps of an address: enough to tell it from others. */
final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    static String of(Address address) {
        return HexFormat.of().formatHex(Sha256.of(address.key()), 0, BYTES);
    }
}
