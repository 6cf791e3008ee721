package io.evently.bus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evently.tracing.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with types. Register the message families once per Vert.x instance, after it joined the cluster and
 * before the first verticle is deployed. Who is asked or told something works in the trace of who asked or told it.
 */
public final class TypedBus {
    private static final Logger log = LoggerFactory.getLogger(TypedBus.class);
    private static final RepeatedLine outages = new RepeatedLine(log);
    private static final int FAILED = 500;
    private static final int AWAY = 503;

    private final Vertx vertx;
    private final Duration timeout;
    private final Predicate<Throwable> outage;
    private final Consumer<String> forged;

    /**
     * A bus whose answers fail on outages as a question does that nobody answers.
     *
     * @param timeout how long a question waits for its answer before it fails with {@code TIMEOUT}
     * @param outage whether a failure of an answer may pass by itself, because something else is away or too busy
     * @param seal hears of messages that are dropped
     */
    public TypedBus(Vertx vertx, Duration timeout, Predicate<Throwable> outage, Seal seal) {
        this.vertx = vertx;
        this.timeout = timeout;
        this.outage = outage;
        this.forged = seal::refuse;
    }

    /** A bus that knows of no outages but its own. */
    public TypedBus(Vertx vertx, Duration timeout) {
        this(vertx, timeout, failure -> failure instanceof ReplyException reply && isOutage(reply), new Seal());
    }

    /** Whether a question failed because nobody was there to answer, or because what the answer needs is away. */
    public static boolean isOutage(ReplyException failure) {
        return failure.failureType() == ReplyFailure.TIMEOUT
                || failure.failureType() == ReplyFailure.NO_HANDLERS
                || failure.failureCode() == AWAY;
    }

    /** How long a question waits for its answer. */
    public Duration timeout() {
        return timeout;
    }

    /** As {@link #register(Vertx, List, Seal)}, for a Vert.x instance that believes nothing from outside its process. */
    public static void register(Vertx vertx, List<Class<? extends BusMessage>> families) {
        register(vertx, families, new Seal());
    }

    /**
     * Makes the families known to this Vert.x instance; each must carry a {@link BusName}.
     *
     * @param seal marks what leaves this process, and tells what comes from its like
     */
    public static void register(Vertx vertx, List<Class<? extends BusMessage>> families, Seal seal) {
        ObjectMapper mapper = mapper();
        // Objects in the form of Java would be built before anybody could look at a seal.
        vertx.eventBus().serializableChecker(name -> false).clusterSerializableChecker(name -> false);
        families.forEach(family -> vertx.eventBus().registerCodec(new RecordCodec<>(family, mapper, seal)));
    }

    /**
     * Asks this node. The future completes on the caller's event loop; it fails with a
     * {@link io.vertx.core.eventbus.ReplyException} when nobody answers in time, nobody listens, or the answer broke.
     */
    public <Q extends BusMessage, A extends BusMessage> Future<A> ask(Endpoint<Q, A> endpoint, Q question) {
        return ask(endpoint, question, timeout);
    }

    /** Asks this node a question whose answer may take longer, or must come sooner, than others; otherwise as {@link #ask}. */
    public <Q extends BusMessage, A extends BusMessage> Future<A> ask(
            Endpoint<Q, A> endpoint, Q question, Duration patience) {
        return request(endpoint, question, options(endpoint.question()).setLocalOnly(true), patience);
    }

    /**
     * Asks another node, or this one, at an endpoint that names it; otherwise as {@link #ask}. A node that is gone shows
     * as a time-out.
     */
    public <Q extends BusMessage, A extends BusMessage> Future<A> askFar(
            Endpoint<Q, A> endpoint, Q question, Duration patience) {
        return request(endpoint, question, options(endpoint.question()), patience);
    }

    private <Q extends BusMessage, A extends BusMessage> Future<A> request(
            Endpoint<Q, A> endpoint, Q question, DeliveryOptions options, Duration patience) {
        traced(options).setSendTimeout(patience.toMillis());
        return vertx.eventBus()
                .<A>request(endpoint.address(), question, options)
                .map(reply -> endpoint.answer().cast(reply.body()));
    }

    /** Answers on the event loop of the calling verticle; a thrown or failed future fails the question at once. */
    public <Q extends BusMessage, A extends BusMessage> Future<Void> answer(
            Endpoint<Q, A> endpoint, Function<Q, Future<A>> handler) {
        return answer(vertx.eventBus().localConsumer(endpoint.address()), endpoint, handler);
    }

    /** Answers questions from every node, at an endpoint that names this one; otherwise as {@link #answer}. */
    public <Q extends BusMessage, A extends BusMessage> Future<Void> answerFar(
            Endpoint<Q, A> endpoint, Function<Q, Future<A>> handler) {
        return answer(vertx.eventBus().consumer(endpoint.address()), endpoint, handler);
    }

    private <Q extends BusMessage, A extends BusMessage> Future<Void> answer(
            MessageConsumer<Q> consumer, Endpoint<Q, A> endpoint, Function<Q, Future<A>> handler) {
        consumer.handler(message -> reply(endpoint, message, handler));
        return consumer.completion();
    }

    /** Announces to every listener in the cluster; at most once, so never the only carrier of what must happen. */
    public <T extends BusMessage> void announce(Topic<T> topic, T announcement) {
        vertx.eventBus().publish(topic.address(), announcement, traced(options(topic.announcement())));
    }

    /** Listens on the event loop of the calling verticle. */
    public <T extends BusMessage> Future<Void> listen(Topic<T> topic, Consumer<T> listener) {
        MessageConsumer<T> consumer = vertx.eventBus().consumer(topic.address());
        consumer.handler(message -> {
            T announcement = genuine(message, topic.announcement());
            if (announcement != null) {
                carryOn(message);
                listener.accept(announcement);
            }
        });
        return consumer.completion();
    }

    private <Q extends BusMessage, A extends BusMessage> void reply(
            Endpoint<Q, A> endpoint, Message<Q> message, Function<Q, Future<A>> handler) {
        Q question = genuine(message, endpoint.question());
        if (question == null) {
            return;
        }
        carryOn(message);
        ContextInternal delivery = ContextInternal.current();
        Future<A> answer;
        try {
            answer = handler.apply(question);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onSuccess(body -> message.reply(body, options(endpoint.answer())))
                // Work that was done together with others' ends in their trace, or in none.
                .onFailure(e -> delivery.dispatch(() -> fail(endpoint, message, e)));
    }

    // Null for what another program sent: without our seal, or in another form.
    private <T extends BusMessage> @Nullable T genuine(Message<?> message, Class<T> family) {
        try {
            Object body = message.body();
            if (family.isInstance(body)) {
                return family.cast(body);
            }
        } catch (ForgedMessageException e) {
            log.debug("A message for {} has no seal", message.address());
        }
        forged.accept(message.address());
        return null;
    }

    private void fail(Endpoint<?, ?> endpoint, Message<?> message, Throwable failure) {
        if (outage.test(failure)) {
            outages.warn("No answer from " + endpoint.address(), failure);
            message.fail(AWAY, String.valueOf(failure.getMessage()));
        } else {
            log.error("No answer from {}", endpoint.address(), failure);
            message.fail(FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private static DeliveryOptions traced(DeliveryOptions options) {
        TraceContext.current().ifPresent(trace -> options.addHeader(TraceContext.HEADER, trace.traceparent()));
        return options;
    }

    private static void carryOn(Message<?> message) {
        TraceContext.carryOn(message.headers().get(TraceContext.HEADER));
    }

    private static DeliveryOptions options(Class<? extends BusMessage> family) {
        return new DeliveryOptions().setCodecName(RecordCodec.nameOf(family));
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
                .build();
    }
}
