package io.evently.bus;

/**
 * An address that is asked a question and gives one answer, on the asking node unless it names another: what must be
 * exclusive is settled by lanes, locks and the database, never by which node was asked.
 */
public record Endpoint<Q extends BusMessage, A extends BusMessage>(String address, Class<Q> question, Class<A> answer) {

    /** The same endpoint for one partition of the work, for example one shard. */
    public Endpoint<Q, A> at(int partition) {
        return new Endpoint<>(address + '.' + partition, question, answer);
    }

    /** The same endpoint on one node, for the few that are asked across the cluster. */
    public Endpoint<Q, A> on(String node) {
        return new Endpoint<>(address + '@' + node, question, answer);
    }
}
