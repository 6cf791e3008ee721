package io.evently.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer without the cost of understanding it: the status, the length and the first two KiB of the body, in which
 * single texts can be searched. Each connection has one and uses it again and again.
 */
public final class Answer {
    private static final int KEPT_BYTES = 2_048;
    private static final int UUID_CHARACTERS = 36;
    private static final int HALF = 16;
    private static final int BITS_OF_DIGIT = 4;
    private static final byte[] CODE = "\"code\":\"".getBytes(StandardCharsets.US_ASCII);

    private final byte[] kept = new byte[KEPT_BYTES];
    private int keptBytes;
    private long length;
    private int status;

    void begin(int newStatus) {
        status = newStatus;
        keptBytes = 0;
        length = 0;
    }

    void add(ByteBuf content) {
        int size = content.readableBytes();
        int room = Math.min(size, KEPT_BYTES - keptBytes);
        if (room > 0) {
            content.getBytes(content.readerIndex(), kept, keptBytes, room);
            keptBytes += room;
        }
        length += size;
    }

    public int status() {
        return status;
    }

    /** Bytes of the whole body. */
    public long length() {
        return length;
    }

    /** Whether the text stands in the first two KiB. */
    public boolean contains(byte[] text) {
        return after(text) >= 0;
    }

    /** The UUID that follows a text; empty when there is none in the first two KiB. */
    public Optional<UUID> uuidAfter(byte[] text) {
        int from = after(text);
        if (from < 0 || from + UUID_CHARACTERS > keptBytes) {
            return Optional.empty();
        }
        long[] halves = new long[2];
        int digits = 0;
        for (int i = from; i < from + UUID_CHARACTERS; i++) {
            if (kept[i] == '-') {
                continue;
            }
            int digit = Character.digit(kept[i], 1 << BITS_OF_DIGIT);
            if (digit < 0 || digits == 2 * HALF) {
                return Optional.empty();
            }
            halves[digits / HALF] = halves[digits / HALF] << BITS_OF_DIGIT | digit;
            digits++;
        }
        return digits == 2 * HALF ? Optional.of(new UUID(halves[0], halves[1])) : Optional.empty();
    }

    /** Status and error code, for counting: {@code 503 OVERLOADED}. */
    public String named() {
        int from = after(CODE);
        if (from < 0) {
            return Integer.toString(status);
        }
        int end = from;
        while (end < keptBytes && kept[end] != '"') {
            end++;
        }
        return status + " " + new String(kept, from, end - from, StandardCharsets.US_ASCII);
    }

    private int after(byte[] text) {
        for (int from = 0; from + text.length <= keptBytes; from++) {
            int same = 0;
            while (same < text.length && kept[from + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return from + same;
            }
        }
        return -1;
    }
}
