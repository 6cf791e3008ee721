/** Socket.IO and Engine.IO, for {@code socket.io-client} 4. */
@CheckReturnValue
package io.evently.live.socketio;

import com.google.errorprone.annotations.CheckReturnValue;
