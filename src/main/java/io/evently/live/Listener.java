package io.evently.live;

/** One socket, as the audience sees it. */
interface Listener {

    /** Sends without waiting; any thread. A socket that is slow or closed drops the message and says false. */
    boolean tell(LiveMessage message);
}
