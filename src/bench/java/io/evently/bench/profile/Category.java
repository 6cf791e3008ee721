package io.evently.bench.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What processor time is spent for. A stack belongs to the category that recognises its thread, else to the one that
 * recognises the frame nearest to the end of the stack.
 */
public enum Category {
    COMPILER("JIT compiler", "\\[C[12] Comp.*", ""),
    COLLECTOR("garbage collector", "\\[(G1|GC|VM Thread|VM Periodic|Parallel|Serial|ZGC|XWorker|ZWorker).*", ""),
    KERNEL(
            "kernel: sockets and polling",
            "",
            ".*(_\\[k]|epoll_wait|epoll_ctl|^writev$|__writev|__GI_writev|__read|__GI_read|__write|__GI_write|__GI___libc"
                    + "|__send|__recv|^read$|^write$|eventfd|sun/nio/ch/EPoll|sun/nio/ch/SocketDispatcher"
                    + "|sun/nio/ch/IOUtil|sun/nio/ch/FileDispatcher).*"),
    TOKENS(
            "tokens, passwords, random numbers",
            "",
            ".*(ext/auth/jwt|ext/auth/impl/jose|evently/account/|security/provider|sha256_impl|javax/crypto"
                    + "|crypto/Mac|java/util/UUID\\.randomUUID|argon2|bouncycastle).*"),
    VALIDATION(
            "validation by the contract",
            "",
            ".*(networknt|evently/http/(RequestCheck|Contract|PathTree|ParameterSchema|InvalidRequests|JsonBody"
                    + "|BodyReader|FieldErrors)).*"),
    JSON("JSON", "", ".*(fasterxml/jackson|vertx/core/json|evently/http/(ApiJson|.*View|BookingReply)).*"),
    LOCK("cluster lock, Hazelcast", "\\[hz\\..*", ".*(com/hazelcast|evently/cluster|spi/cluster).*"),
    METRICS("metrics", "", ".*(io/micrometer|ext/micrometer|micrometer|HttpMeters|LaneMetrics|prometheus).*"),
    SQL(
            "SQL client",
            "",
            ".*(sqlclient|io/vertx/pgclient|evently/booking/.*Repository|evently/.*Repository|evently/storage).*"),
    REDIS("Redis client", "", ".*(vertx/redis|evently/cache).*"),
    BOOKING("lanes and booking", "", ".*(evently/booking|evently/inventory|evently/catalog).*"),
    BUS("event bus", "", ".*(vertx/core/eventbus|evently/bus).*"),
    HTTP(
            "HTTP: Netty, Vert.x and routes",
            "",
            ".*(io/netty|vertx/core/http|vertx/core/net|vertx/ext/web|evently/http).*"),
    FUTURES("futures and scheduling of Vert.x", "", ".*(io/vertx/core|io/vertx).*"),
    OTHER("other", "", "");

    private final String label;
    private final Pattern thread;
    private final Pattern frame;

    Category(String label, String thread, String frame) {
        this.label = label;
        this.thread = recogniser(thread);
        this.frame = recogniser(frame);
    }

    // Nothing recognises nothing.
    private static Pattern recogniser(String regex) {
        return Pattern.compile(regex.isEmpty() ? "(?!)" : regex);
    }

    public String label() {
        return label;
    }

    /** @param frames from the thread's name in brackets to the innermost frame */
    static Category of(List<String> frames) {
        String thread = frames.get(0);
        for (Category category : values()) {
            if (category.thread.matcher(thread).matches()) {
                return category;
            }
        }
        for (int i = frames.size() - 1; i > 0; i--) {
            for (Category category : values()) {
                if (category.frame.matcher(frames.get(i)).matches()) {
                    return category;
                }
            }
        }
        return OTHER;
    }
}
