// Clients of Socket.IO as pages use them, one for each name that the test gives.
import { io } from 'socket.io-client';
import { obey, say } from './lines.js';

const sockets = new Map();

obey({
  /** Connects; `options` are those of the client. */
  connect({ socket: name, url, options = {} }) {
    const socket = io(url, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200, ...options });
    sockets.set(name, socket);
    const transport = () => socket.io.engine?.transport?.name;
    socket.io.engine.once('open', () => say('opened', { socket: name, transport: transport() }));
    socket.io.engine.once('upgrade', () => say('upgraded', { socket: name, transport: transport() }));
    socket.on('connect', () => say('connected', { socket: name, transport: transport() }));
    socket.on('connect_error', (error) => {
      const status = error.context?.status;
      say('refused', { socket: name, message: error.message, data: error.data, status, body: error.context?.responseText });
    });
    socket.on('disconnect', (reason) => say('disconnected', { socket: name, reason }));
    socket.onAny((event, ...args) => say('event', { socket: name, event, body: args[0] }));
  },

  /** Emits an event and says what the server acknowledged. */
  ask({ socket: name, event, body }) {
    sockets.get(name).emit(event, body, (answer) => say('answered', { socket: name, event, answer }));
  },

  /** Emits an event `times` times and waits for nothing. */
  flood({ socket: name, event, body, times }) {
    for (let i = 0; i < times; i++) {
      sockets.get(name).emit(event, body);
    }
  },

  /** Takes another token for the next connection, and connects. */
  again({ socket: name, token }) {
    const socket = sockets.get(name);
    socket.auth = { token };
    socket.connect();
  },

  close({ socket: name }) {
    sockets.get(name).close();
    sockets.delete(name);
  },
});
