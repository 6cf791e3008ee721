package io.evently.api;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.Base64;

/** The keys of a browser's Web Push subscription (RFC 8291): a point of the curve P-256 and a secret, in base64url. */
final class PushKeys {
    private static final int COORDINATE_BYTES = 32;
    private static final int POINT_BYTES = 1 + 2 * COORDINATE_BYTES;
    private static final int SECRET_BYTES = 16;
    private static final byte UNCOMPRESSED = 4;
    private static final EllipticCurve P256 = curve();

    private PushKeys() {}

    /** Whether a text is an uncompressed point that lies on the curve: one beside it would give away what it meets. */
    static boolean isPoint(String base64url) {
        byte[] bytes = decoded(base64url);
        if (bytes.length != POINT_BYTES || bytes[0] != UNCOMPRESSED) {
            return false;
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE_BYTES));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE_BYTES, POINT_BYTES));
        BigInteger p = ((ECFieldFp) P256.getField()).getP();
        BigInteger right = x.pow(3).add(P256.getA().multiply(x)).add(P256.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    static boolean isSecret(String base64url) {
        return decoded(base64url).length == SECRET_BYTES;
    }

    /** Without the padding. */
    static String bare(String base64url) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(decoded(base64url));
    }

    private static byte[] decoded(String base64url) {
        try {
            return Base64.getUrlDecoder().decode(base64url);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static EllipticCurve curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java does not know the curve P-256", e);
        }
    }
}
