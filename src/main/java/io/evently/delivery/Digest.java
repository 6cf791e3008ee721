package io.evently.delivery;

import io.evently.channel.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the audit keeps of an address: enough to tell it from others. */
final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    static String of(Address address) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(address.key().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
