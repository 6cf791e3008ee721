package io.evently.http;

/** Reads the {@code Idempotency-Key} header, which clients send as a quoted string or bare. */
final class IdempotencyKeys {
    private static final int LONGEST = 255;

    private IdempotencyKeys() {}

    /** @throws RefusedException when the key is empty, longer than 255 characters, or not printable ASCII */
    static String parse(String header) {
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
}
