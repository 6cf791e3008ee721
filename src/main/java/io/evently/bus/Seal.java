package io.evently.bus;

import io.evently.hash.DerivedKey;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark by which the nodes of one installation know each other's messages: an HMAC-SHA256 of what the message is and says, under
 * a key that only they have. Who merely reaches the port of the bus can then send nothing that is believed. Before there is a key,
 * nothing from outside is. For all threads.
 */
public final class Seal {
    /** Half of the HMAC, which RFC 2104 allows and nobody can guess. */
    static final int LENGTH = 16;

    private static final Logger log = LoggerFactory.getLogger(Seal.class);
    private static final String PURPOSE = "event bus";

    private final AtomicLong refused = new AtomicLong();
    private volatile List<ThreadLocal<Mac>> macs = List.of();

    /**
     * Begins to make and accept marks.
     *
     * @param secrets at least one; marks are made with a key from the first and accepted from all
     */
    public void open(List<String> secrets) {
        List<ThreadLocal<Mac>> made = new ArrayList<>();
        for (String secret : secrets) {
            SecretKeySpec key = DerivedKey.of(secret, PURPOSE);
            made.add(ThreadLocal.withInitial(() -> DerivedKey.hmac(key)));
        }
        macs = List.copyOf(made);
    }

    /** How many messages were dropped because their mark was wrong or missing. */
    public long refused() {
        return refused.get();
    }

    /** The mark of a message; zeros before there is a key. */
    byte[] of(byte[] family, byte[] body) {
        byte[] mark = new byte[LENGTH];
        List<ThreadLocal<Mac>> known = macs;
        if (!known.isEmpty()) {
            System.arraycopy(hmac(known.get(0).get(), family, body), 0, mark, 0, LENGTH);
        }
        return mark;
    }

    /** Whether the mark is that of the message. */
    boolean fits(byte[] mark, byte[] family, byte[] body) {
        boolean fits = false;
        for (ThreadLocal<Mac> key : macs) {
            byte[] right = new byte[LENGTH];
            System.arraycopy(hmac(key.get(), family, body), 0, right, 0, LENGTH);
            fits |= MessageDigest.isEqual(right, mark);
        }
        return fits;
    }

    /** Notes that a message was dropped. */
    void refuse(String address) {
        if (refused.getAndIncrement() == 0) {
            log.warn(
                    "A message for {} came over the event bus without the mark of this installation and is dropped, as are all"
                            + " others like it: somebody else reaches the port, or a node has another JWT secret",
                    address);
        }
    }

    private static byte[] hmac(Mac mac, byte[] family, byte[] body) {
        mac.update(family);
        mac.update((byte) 0);
        return mac.doFinal(body);
    }
}
