/**
 * The browser edge: the event-bus bridge over SockJS and Socket.IO. Sockets of this node hear what concerns their
 * addresses; what they ask for goes the way of the REST API. Decides nothing by itself.
 */
@CheckReturnValue
package io.evently.live;

import com.google.errorprone.annotations.CheckReturnValue;
