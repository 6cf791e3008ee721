package io.evently.live;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** One socket, as the audience sees it. */
interface Listener {

    /** Sends without waiting; any thread. A socket that is slow or closed drops the message and says false. */
    @CanIgnoreReturnValue
    public boolean tell(LiveMessage message);
}
