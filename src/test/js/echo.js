// Says back what it is told, and whether the packages are there.
import { io } from 'socket.io-client';
import EventBus from '@vertx/eventbus-bridge-client.js';
import SockJS from 'sockjs-client';
import { obey, say } from './lines.js';

obey({
  echo: (command) => say('echo', { text: command.text }),
  packages: () => say('packages', { present: [io, EventBus, SockJS].every((it) => typeof it === 'function') }),
  fail: () => {
    throw new Error('as it was told');
  },
});
