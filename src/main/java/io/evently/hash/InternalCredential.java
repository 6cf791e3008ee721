package io.evently.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * By what a program of this installation shows that it may ask as often as it likes: an HMAC of one request and the second in which it
 * was made, under a key from the installation's secret. Good for that request, a minute long. Gives no right to anything else. Safe for all
 * threads.
 */
public final class InternalCredential {
    /** The header that carries it. */
    public static final String HEADER = "Evently-Internal";

    private static final String PURPOSE = "internal client";
    private static final long LIFE_SECONDS = 60;
    private static final int LONGEST = 64;

    private volatile List<SecretKeySpec> keys = List.of();

    /**
     * Begins to make and accept credentials; before that, none is good.
     *
     * @param secrets at least one; credentials are made with a key from the first and accepted from all
     */
    public void open(List<String> secrets) {
        keys = secrets.stream().map(secret -> DerivedKey.of(secret, PURPOSE)).toList();
    }

    /**
     * The value of the header for a request; empty without a secret.
     *
     * @param target path and query as they are sent
     */
    public Optional<String> of(String method, String target, long epochSecond) {
        return keys.stream().findFirst().map(key -> epochSecond + "." + text(mark(key, method, target, epochSecond)));
    }

    /** Whether a value is good for a request now. */
    public boolean fits(String value, String method, String target, long nowEpochSecond) {
        int dot = value.indexOf('.');
        if (dot < 1 || value.length() > LONGEST) {
            return false;
        }
        long second;
        byte[] sent;
        try {
            second = Long.parseLong(value.substring(0, dot));
            sent = Base64.getUrlDecoder().decode(value.substring(dot + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean timely = second >= nowEpochSecond - LIFE_SECONDS && second <= nowEpochSecond + LIFE_SECONDS;
        boolean fits = false;
        for (SecretKeySpec key : keys) {
            fits |= MessageDigest.isEqual(mark(key, method, target, second), sent);
        }
        return timely && fits;
    }

    private static byte[] mark(SecretKeySpec key, String method, String target, long epochSecond) {
        Mac mac = DerivedKey.hmac(key);
        return mac.doFinal((method + '\n' + target + '\n' + epochSecond).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] mark) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }
}
