package io.evently.bus;

/**
 * An address that is asked a question and gives one answer, always on the asking node: what must be exclusive is
 * settled by lanes, locks and the database, never by which node was asked.
 */
public record Endpoint<Q extends BusMessage, A extends BusMessage>(String address, Class<Q> question, Class<A> answer) {

    /** The same endpoint for one partition of the work, for example one shard. */
    public Endpoint<Q, A> at(int partition) {
        return new Endpoint<>(address + '.' + partition, question, answer);
    }
}
