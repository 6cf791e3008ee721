package io.evently.http;

import io.evently.booking.IdempotencyKey;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} header, which clients send as a quoted string or bare. */
public final class IdempotencyKeys {
    private static final int LONGEST = 255;

    private IdempotencyKeys() {}

    /** The key of a request with the print of all that it asks for; null when it has none. */
    public static @Nullable IdempotencyKey of(Call call) {
        return call.header("Idempotency-Key")
                .map(IdempotencyKeys::parse)
                .map(key -> new IdempotencyKey(key, HexFormat.of().formatHex(call.fingerprint())))
                .orElse(null);
    }

    /**
     * Reads the header.
     *
     * @throws RefusedException when the key is empty, longer than 255 characters, or not printable ASCII
     */
    public static String parse(String header) {
        String key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new RefusedException(
                    Problem.validation("Idempotency-Key", "must be 1 to " + LONGEST + " printable characters"));
        }
        return key;
    }

    /** 422: the key belongs to another request. */
    public static Problem mismatch() {
        return Problem.unprocessable("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used for another request");
    }
}
