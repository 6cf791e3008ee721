package io.evently.channel;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.evently.channel.Receipt.Refused;
import io.evently.channel.Receipt.Retry;
import io.evently.time.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/** Calls to integrators' endpoints, as Standard Webhooks 1.0.0 has them. */
final class WebhookChannel implements Channel {
    private final Endpoints endpoints;
    private final OutboundHttp http;
    private final Clock clock;

    WebhookChannel(Vertx vertx, WebhookConfig config, Endpoints endpoints, HttpClientOptions options, Clock clock) {
        this.endpoints = endpoints;
        this.http = new OutboundHttp(vertx, options, config.poolSize(), config.timeout());
        this.clock = clock;
    }

    @Override
    public ChannelName name() {
        return ChannelName.WEBHOOK;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Address.Webhook hook = (Address.Webhook) address;
        String body = new JsonObject()
                .put("type", message.type())
                .put("timestamp", Rfc3339.text(message.createdAt()))
                .put("data", message.data())
                .encode();
        String id = message.id().toString();
        long seconds = clock.instant().getEpochSecond();
        Optional<String> signature = signature(hook.secret(), id, seconds, body);
        if (signature.isEmpty()) {
            return Future.succeededFuture(new Refused("secret of no use"));
        }
        long start = System.nanoTime();
        return http.inTime(endpoints.post(hook.url()), start)
                .compose(found -> found.isEmpty()
                        ? Future.<Receipt>succeededFuture(new Refused("no public https endpoint"))
                        : http.send(signed(found.get(), id, seconds, signature.get()), Buffer.buffer(body), start)
                                .map(WebhookChannel::receipt))
                .otherwise(Reason::of);
    }

    @Override
    public Future<Void> close() {
        return Future.all(http.close(), endpoints.close()).mapEmpty();
    }

    /** Empty when the secret is none. */
    static Optional<String> signature(String secret, String id, long seconds, String body) {
        try {
            return Optional.of(new Webhook(secret).sign(id, seconds, body));
        } catch (IllegalArgumentException | WebhookSigningException e) {
            return Optional.empty();
        }
    }

    private static RequestOptions signed(RequestOptions request, String id, long seconds, String signature) {
        return request.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Evently")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(seconds))
                .putHeader("webhook-signature", signature);
    }

    // 410 is how a receiver unsubscribes; a redirect is not followed, since it would lead past the check of the
    // address.
    private static Receipt receipt(OutboundHttp.Answer answer) {
        if (answer.good()) {
            return new Delivered(answer.detail());
        }
        return answer.status() == 410 ? new Gone(answer.detail()) : new Retry(answer.detail());
    }
}
