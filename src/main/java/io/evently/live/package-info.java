/**
 * The browser edge: sockets of this node hear what concerns their addresses; what they ask for goes the way of the REST
 * API. Decides nothing by itself. {@code bridge} and {@code socketio} speak the two protocols.
 */
@CheckReturnValue
package io.evently.live;

import com.google.errorprone.annotations.CheckReturnValue;
