package io.evently.tracing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a piece of work belongs to. Vert.x handles each HTTP request and each delivery of the event bus in a
 * context of its own (a duplicate of the verticle's), and so the trace is kept there: it is the current one in every
 * step that follows, however asynchronous. Immutable.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero
 * @param sampled whether who began the trace records it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    /** The header, of HTTP and of the event bus, that carries a trace context. */
    public static final String HEADER = "traceparent";

    private static final ContextLocal<TraceContext> LOCAL = ContextLocal.registerLocal(TraceContext.class);
    private static final int LENGTH = 55;
    private static final int SAMPLED = 1;
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    public TraceContext {
        if (!isId(traceId, 32) || !isId(spanId, 16)) {
            throw new IllegalArgumentException("Not a trace and a span: " + traceId + ", " + spanId);
        }
    }

    /** Begins a trace; nobody records it. */
    public static TraceContext begin(RandomGenerator random) {
        // The lowest bit makes sure that the id is not all zero.
        return new TraceContext(hex(random.nextLong(), random.nextLong() | 1), spanId(random), false);
    }

    /**
     * Reads a {@code traceparent}; empty when there is none, or none that W3C Trace Context allows. A later version than
     * 00 may say more behind what is read.
     */
    public static Optional<TraceContext> parse(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() < LENGTH) {
            return Optional.empty();
        }
        boolean wellFormed = isHex(traceparent, 0, 2)
                && !traceparent.startsWith("ff")
                && traceparent.charAt(2) == '-'
                && isIdAt(traceparent, 3, 35)
                && traceparent.charAt(35) == '-'
                && isIdAt(traceparent, 36, 52)
                && traceparent.charAt(52) == '-'
                && isHex(traceparent, 53, LENGTH)
                && endsWell(traceparent);
        if (!wellFormed) {
            return Optional.empty();
        }
        boolean sampled = (Character.digit(traceparent.charAt(54), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(traceparent.substring(3, 35), traceparent.substring(36, 52), sampled));
    }

    /** The trace of what runs now; empty outside of Vert.x and for work that no request asked for. */
    public static Optional<TraceContext> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(LOCAL.get(context));
    }

    /** The id of the current trace, 32 hexadecimal digits; null outside of one. */
    public static @Nullable String currentTraceId() {
        return current().map(TraceContext::traceId).orElse(null);
    }

    /**
     * Does work that serves many requests, or none: outside of the caller's trace, and so is all that follows from it. Runs at
     * once, on the same event loop.
     */
    public static <T> T detached(Supplier<T> work) {
        ContextInternal current = ContextInternal.current();
        return current == null || !current.isDuplicate() ? work.get() : in(current.unwrap(), work);
    }

    /**
     * Does work in a context of its own, to which a trace can be attached, for requests that come by a way for which
     * Vert.x makes none. Runs at once, on the same event loop.
     */
    public static <T> T separately(Supplier<T> work) {
        ContextInternal current = ContextInternal.current();
        if (current == null) {
            throw new IllegalStateException("Not on a thread of Vert.x");
        }
        return in(current.unwrap().duplicate(), work);
    }

    /**
     * Makes the trace of a {@code traceparent} the current one for the rest of this request or delivery; none when the
     * header is missing or broken.
     */
    public static void carryOn(@Nullable String traceparent) {
        Optional<TraceContext> trace = parse(traceparent);
        if (trace.isPresent()) {
            trace.get().attach();
        } else {
            ContextInternal current = ContextInternal.current();
            if (current != null && current.isDuplicate()) {
                LOCAL.remove(current);
            }
        }
    }

    /** Another span of the same trace. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, spanId(random), sampled);
    }

    /** The value of the header {@code traceparent}, of version 00. */
    public String traceparent() {
        return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
    }

    /**
     * Makes this the current trace for the rest of the request or delivery that is worked on.
     *
     * @throws IllegalStateException outside of one: a verticle's own context would keep the trace for ever
     */
    public void attach() {
        ContextInternal current = ContextInternal.current();
        if (current == null || !current.isDuplicate()) {
            throw new IllegalStateException("A trace belongs to one request or delivery, not to a verticle");
        }
        LOCAL.put(current, this);
    }

    /**
     * Does work in this trace, and so all that follows from it, whatever trace the caller is in. Runs at once, on the
     * same event loop; outside of Vert.x, where nothing can carry it, in no trace.
     */
    public <T> T around(Supplier<T> work) {
        ContextInternal current = ContextInternal.current();
        if (current == null) {
            return work.get();
        }
        ContextInternal own = current.unwrap().duplicate();
        LOCAL.put(own, this);
        return in(own, work);
    }

    /** Makes the place of the trace in each context; call it before the first instance of Vert.x is made. */
    static void register() {
        assert LOCAL != null;
    }

    private static <T> T in(ContextInternal context, Supplier<T> work) {
        ContextInternal before = context.beginDispatch();
        try {
            return work.get();
        } finally {
            context.endDispatch(before);
        }
    }

    private static String spanId(RandomGenerator random) {
        return hex(random.nextLong() | 1);
    }

    private static String hex(long... parts) {
        char[] id = new char[16 * parts.length];
        for (int i = 0; i < id.length; i++) {
            id[i] = DIGITS[(int) (parts[i / 16] >>> (60 - 4 * (i % 16))) & 0xF];
        }
        return new String(id);
    }

    // What is behind the flags belongs to later versions.
    private static boolean endsWell(String traceparent) {
        return traceparent.length() == LENGTH || (traceparent.charAt(LENGTH) == '-' && !traceparent.startsWith("00"));
    }

    private static boolean isId(String text, int length) {
        return text.length() == length && isIdAt(text, 0, length);
    }

    private static boolean isIdAt(String text, int from, int to) {
        boolean zero = true;
        for (int i = from; i < to; i++) {
            zero &= text.charAt(i) == '0';
        }
        return !zero && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            boolean hex = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
            if (!hex) {
                return false;
            }
        }
        return true;
    }
}
