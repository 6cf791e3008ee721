// How a script and its test talk: one JSON object a line, commands on stdin, what happened on stdout.
import { createInterface } from 'node:readline';

/** Tells the test what happened. */
export function say(what, more = {}) {
  process.stdout.write(JSON.stringify({ said: what, ...more }) + '\n');
}

/** Calls the handler named by the member `do` of each command; the script ends when the test closes stdin. */
export function obey(handlers) {
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const command = JSON.parse(line);
      handlers[command.do](command);
    })
    .on('close', () => process.exit(0));
  say('ready');
}
