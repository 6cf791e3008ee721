// A page with the bridge's own client: connects, registers, sends, and says what came.
import EventBus from '@vertx/eventbus-bridge-client.js';
import { obey, say } from './lines.js';

const buses = {};

obey({
  connect: ({ name, url, transports }) => {
    const bus = new EventBus(url, transports ? { transports } : {});
    bus.onopen = () => say('open', { name });
    bus.onclose = (event) => say('closed', { name, code: event.code, reason: event.reason });
    bus.onerror = (error) => say('error', { name, error });
    buses[name] = bus;
  },
  headers: ({ name, headers }) => {
    buses[name].defaultHeaders = headers;
  },
  register: ({ name, address }) => {
    buses[name].registerHandler(address, (error, message) =>
      error ? say('refused', { name, address, error }) : say('heard', { name, address, body: message.body }));
  },
  send: ({ name, address, body, headers, ask }) => {
    buses[name].send(address, body, headers ?? {}, (error, message) =>
      error ? say('failed', { name, ask, error }) : say('answer', { name, ask, body: message.body }));
  },
  publish: ({ name, address, body }) => buses[name].publish(address, body),
  reconnect: ({ name }) => buses[name].enableReconnect(true),
  close: ({ name }) => buses[name].close(),
});
