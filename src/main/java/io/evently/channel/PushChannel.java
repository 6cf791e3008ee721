package io.evently.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.interaso.webpush.WebPush;
import io.evently.channel.Address.PushSubscription;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.evently.channel.Receipt.Refused;
import io.evently.channel.Receipt.Retry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Web Push (RFC 8030): encrypted for the browser (RFC 8291), signed for its push service (RFC 8292). Both are a
 * millisecond of computing and stay off event loops.
 */
final class PushChannel implements Channel {
    private static final int POINT_BYTES = 65;
    private static final int SECRET_BYTES = 16;
    private static final int ENCRYPTIONS_AT_ONCE = 2;
    /** Services may refuse tokens that are good for more than a day; half of it leaves room for clocks that differ. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private static final Duration TOKEN_USE = Duration.ofHours(6);
    private static final int TOKENS = 1000;

    private final WebPush webPush;
    private final int timeToLiveSeconds;
    private final Cache<String, String> tokens = Caffeine.newBuilder()
            .maximumSize(TOKENS)
            .expireAfterWrite(TOKEN_USE)
            .build();
    private final WorkerExecutor encryption;
    private final Endpoints endpoints;
    private final OutboundHttp http;

    PushChannel(Vertx vertx, PushConfig config, VapidKeyPair keys, Endpoints endpoints, HttpClientOptions options) {
        this.webPush = new WebPush(config.subject(), keys.keys());
        this.timeToLiveSeconds = Math.toIntExact(config.timeToLive().toSeconds());
        this.encryption = vertx.createSharedWorkerExecutor("push-encryption", ENCRYPTIONS_AT_ONCE);
        this.endpoints = endpoints;
        this.http = new OutboundHttp(vertx, options, config.poolSize(), config.timeout());
    }

    @Override
    public ChannelName name() {
        return ChannelName.PUSH;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        PushSubscription subscription = (PushSubscription) address;
        long start = System.nanoTime();
        return http.inTime(endpoints.post(subscription.endpoint()), start)
                .compose(found -> found.isEmpty()
                        ? Future.<Receipt>succeededFuture(new Gone("no public https endpoint"))
                        : http.inTime(sealed(message, subscription, found.get()), start)
                                .compose(body -> body.isEmpty()
                                        ? Future.succeededFuture(new Gone("keys of no use"))
                                        : http.send(found.get(), body.get(), start)
                                                .map(PushChannel::receipt)))
                .otherwise(Reason::of);
    }

    @Override
    public Future<Void> close() {
        return Future.all(http.close(), endpoints.close(), encryption.close()).mapEmpty();
    }

    // A service that answers 4xx works: it is this message or this browser that it will not take, now or later.
    private static Receipt receipt(OutboundHttp.Answer answer) {
        if (answer.good()) {
            return new Delivered(answer.detail());
        }
        if (answer.status() == 404 || answer.status() == 410) {
            return new Gone(answer.detail());
        }
        return answer.refusal() ? new Refused(answer.detail()) : new Retry(answer.detail());
    }

    /**
     * Writes the headers into the request and gives its body; empty when the subscription's keys are not what a browser
     * would give.
     */
    private Future<Optional<Buffer>> sealed(Message message, PushSubscription subscription, RequestOptions request) {
        return encryption.executeBlocking(
                () -> encrypted(message, subscription).map(body -> {
                    headers(message.id(), subscription).forEach(request::putHeader);
                    return body;
                }),
                false);
    }

    private Optional<Buffer> encrypted(Message message, PushSubscription subscription) {
        try {
            byte[] point = Base64.getUrlDecoder().decode(subscription.p256dh());
            byte[] secret = Base64.getUrlDecoder().decode(subscription.auth());
            return point.length == POINT_BYTES && point[0] == 4 && secret.length == SECRET_BYTES
                    ? Optional.of(Buffer.buffer(webPush.getBody(PushPayload.of(message), point, secret)))
                    : Optional.empty();
        } catch (Exception e) { // a point off the curve: the library declares no exceptions
            return Optional.empty();
        }
    }

    private Map<String, String> headers(UUID id, PushSubscription subscription) {
        String token = tokens.get(
                webPush.getAudience(subscription.endpoint()),
                audience -> webPush.getToken(audience, Math.toIntExact(TOKEN_LIFE.toSeconds())));
        return webPush.getHeadersWithToken(token, timeToLiveSeconds, topic(id), WebPush.Urgency.High);
    }

    // At most 32 characters of base64url; the same topic replaces a message that still waits for the browser.
    private static String topic(UUID id) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
