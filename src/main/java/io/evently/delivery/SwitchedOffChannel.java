package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.Channel;
import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.channel.Receipt;
import io.vertx.core.Future;

/** A channel that this installation does not have: whoever was to be told there is told elsewhere. */
record SwitchedOffChannel(ChannelName name) implements Channel {

    @Override
    public Future<Receipt> send(Message message, Address address) {
        return Future.succeededFuture(new Receipt.Unreachable("switched off"));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
