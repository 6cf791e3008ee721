package io.evently.bench.scenario;

import io.evently.bench.load.Operation;
import io.evently.bench.load.Request;
import io.netty.buffer.ByteBuf;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A request in which one id differs from time to time, and the idempotency key every time. Made once for each user; what
 * differs is written over the copy that is sent, so that the generator spends next to nothing on it.
 */
final class KeyedTemplate {
    private static final String ID = "11111111-1111-1111-1111-111111111111";
    private static final String KEY = "22222222-2222-4222-8222-222222222222";
    private static final byte[] DIGITS = RequestText.ascii("0123456789abcdef");
    private static final int[] DASHES = {8, 13, 18, 23};
    private static final int BITS_OF_DIGIT = 4;
    private static final int LOW = 0xF;
    private static final int DIGITS_IN_LONG = 16;

    private final Operation operation;
    private final byte[] bytes;
    private final int idAt;
    private final int keyAt;

    private KeyedTemplate(Operation operation, String text) {
        this.operation = operation;
        this.bytes = RequestText.ascii(text);
        this.idAt = text.indexOf(ID);
        this.keyAt = text.indexOf(KEY);
    }

    /** A booking of one seat; the id is the event's. */
    static KeyedTemplate booking(UUID user, String token, boolean withKey) {
        return new KeyedTemplate(
                Operation.BOOK,
                "POST /api/v1/bookings HTTP/1.1\r\n" + RequestText.common(token) + key(withKey)
                        + RequestText.body(
                                "{\"user_id\":\"" + user + "\",\"event_id\":\"" + ID + "\",\"quantity\":1}"));
    }

    /** A cancellation; the id is the booking's. */
    static KeyedTemplate cancellation(String token, boolean withKey) {
        return new KeyedTemplate(
                Operation.CANCEL,
                "PUT /api/v1/bookings/" + ID + "/cancel HTTP/1.1\r\n" + RequestText.common(token) + key(withKey)
                        + "Content-Length: 0\r\n\r\n");
    }

    Request with(UUID id, RandomGenerator random) {
        return new Filled(this, id, random);
    }

    private static String key(boolean withKey) {
        return withKey ? "Idempotency-Key: " + KEY + "\r\n" : "";
    }

    private record Filled(KeyedTemplate template, UUID id, RandomGenerator random) implements Request {
        @Override
        public Operation operation() {
            return template.operation;
        }

        @Override
        public void writeTo(ByteBuf out) {
            int begin = out.writerIndex();
            out.writeBytes(template.bytes);
            writeUuid(out, begin + template.idAt, id.getMostSignificantBits(), id.getLeastSignificantBits());
            if (template.keyAt >= 0) {
                writeUuid(out, begin + template.keyAt, random.nextLong(), random.nextLong());
            }
        }
    }

    private static void writeUuid(ByteBuf out, int from, long high, long low) {
        int at = from;
        for (int digit = 0; digit < 2 * DIGITS_IN_LONG; digit++) {
            for (int dash : DASHES) {
                if (at - from == dash) {
                    at++;
                }
            }
            long half = digit < DIGITS_IN_LONG ? high : low;
            int shift = (DIGITS_IN_LONG - 1 - digit % DIGITS_IN_LONG) * BITS_OF_DIGIT;
            out.setByte(at++, DIGITS[(int) (half >>> shift) & LOW]);
        }
    }
}
