package io.evently.hash;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys for one purpose each, made from one secret by HKDF (RFC 5869) with SHA-256. */
public final class DerivedKey {
    private static final String ALGORITHM = "HmacSHA256";

    private DerivedKey() {}

    /** A key from the installation's secret; another purpose gives a key that says nothing of this one. */
    public static SecretKeySpec of(String secret, String purpose) {
        byte[] extracted = hmac(new SecretKeySpec(bytes("evently"), ALGORITHM)).doFinal(bytes(secret));
        Mac expand = hmac(new SecretKeySpec(extracted, ALGORITHM));
        expand.update(bytes(purpose));
        return new SecretKeySpec(expand.doFinal(new byte[] {1}), ALGORITHM);
    }

    /** HMAC-SHA256 under a key; for one thread at a time. */
    public static Mac hmac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
