package io.evently.channel;

import io.evently.channel.Address.Phone;
import io.evently.channel.Receipt.Delivered;
import io.evently.channel.Receipt.Gone;
import io.evently.channel.Receipt.Refused;
import io.evently.channel.Receipt.Retry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.util.regex.Pattern;

/** Text messages through an HTTP gateway. */
final class SmsChannel implements Channel {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final SmsRequest request;
    private final int maxCharacters;
    private final int connections;
    private final OutboundHttp http;

    SmsChannel(Vertx vertx, SmsConfig config) {
        this.request = SmsRequest.of(config);
        this.maxCharacters = config.maxCharacters();
        this.connections = config.poolSize();
        this.http = new OutboundHttp(vertx, new HttpClientOptions(), config.poolSize(), config.timeout());
    }

    @Override
    public ChannelName name() {
        return ChannelName.SMS;
    }

    @Override
    public int connections() {
        return connections;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Phone phone = (Phone) address;
        if (!E164.matcher(phone.number()).matches()) {
            return Future.succeededFuture(new Gone("not a telephone number"));
        }
        String id = message.id().toString();
        String text = PlainText.lines(message.title() + ": " + message.text(), maxCharacters);
        return http.send(request.options(id, phone.number(), text), request.body(id, phone.number(), text))
                .map(this::receipt)
                .otherwise(Reason::ofOurServer);
    }

    @Override
    public Future<Void> close() {
        return http.close();
    }

    // What the gateway will not take it will not take later either; administrators can have it sent again.
    private Receipt receipt(OutboundHttp.Answer answer) {
        if (answer.good()) {
            return new Delivered(answer.detail());
        }
        if (request.refused(answer)) {
            return new Gone(answer.detail());
        }
        return answer.refusal() ? new Refused(answer.detail()) : new Retry(answer.detail());
    }
}
