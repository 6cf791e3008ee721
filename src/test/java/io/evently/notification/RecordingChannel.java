package io.evently.notification;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A channel that remembers what it was given, and answers as the test says. */
final class RecordingChannel implements Channel {
    /** One attempt. */
    record Sent(Message message, Address address) {}

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final ChannelName name;
    private volatile Function<Sent, Future<Receipt>> behaviour =
            sent -> Future.succeededFuture(new Receipt.Delivered("taken"));

    RecordingChannel(ChannelName name) {
        this.name = name;
    }

    @CanIgnoreReturnValue
    RecordingChannel answering(Receipt receipt) {
        return answering(sent -> Future.succeededFuture(receipt));
    }

    @CanIgnoreReturnValue
    RecordingChannel answering(Function<Sent, Future<Receipt>> behaviour) {
        this.behaviour = behaviour;
        return this;
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Future<Receipt> send(Message message, Address address) {
        Sent attempt = new Sent(message, address);
        sent.add(attempt);
        return behaviour.apply(attempt);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
