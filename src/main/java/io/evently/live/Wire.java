package io.evently.live;

/** What a kind of socket does for its {@link SocketSession}. */
public interface Wire {

    /**
     * Sends without waiting; any thread. False when it is not sent because the client is too slow or gone; such a client
     * is then closed by the wire.
     */
    public boolean send(LiveMessage message);

    /** Tells the client that its token ended and that it no longer hears this address. On the session's context. */
    public void lost(LiveAddress address);
}
