package io.evently.channel;

import com.interaso.webpush.VapidKeys;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/**
 * The keys by which push services know this server (RFC 8292), in base64url without padding. Browsers bind their
 * subscriptions to the public one: another pair makes all of them void.
 *
 * @param publicKey 65 bytes, the point uncompressed
 * @param privateKey 32 bytes
 */
public record VapidKeyPair(String publicKey, String privateKey) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PRIVATE_BYTES = 32;

    /** A new pair, of the system's randomness. */
    public static VapidKeyPair generate() {
        VapidKeys keys = VapidKeys.generate();
        return new VapidKeyPair(
                BASE64.encodeToString(keys.getApplicationServerKey()),
                BASE64.encodeToString(fixed(keys.getPrivateKey().getS())));
    }

    VapidKeys keys() {
        return VapidKeys.fromUncompressedBytes(publicKey, privateKey);
    }

    /** Whether the one key belongs to the other. */
    boolean fits() {
        try {
            return keys().getApplicationServerKey().length == 1 + 2 * PRIVATE_BYTES
                    && Base64.getUrlDecoder().decode(publicKey).length == 1 + 2 * PRIVATE_BYTES;
        } catch (Exception e) { // what the library throws is not declared, and checked in part
            return false;
        }
    }

    @Override
    public String toString() {
        return "VapidKeyPair[publicKey=" + publicKey + ", secret masked]";
    }

    // BigInteger drops leading zeros and may add one for the sign.
    private static byte[] fixed(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[PRIVATE_BYTES];
        byte[] tail = Arrays.copyOfRange(signed, Math.max(0, signed.length - PRIVATE_BYTES), signed.length);
        System.arraycopy(tail, 0, fixed, PRIVATE_BYTES - tail.length, tail.length);
        return fixed;
    }
}
