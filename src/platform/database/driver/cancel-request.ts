import net from 'node:net';
import type { Backend } from './backend.js';

/**
 * How long PostgreSQL may take to accept a cancellation, in milliseconds; then the statement's own time-out ends it.
 */
const CANCEL_TIMEOUT_MS = 2_000;

/**
 * Asks PostgreSQL to cancel what a connection is doing (protocol 3.0, CancelRequest), over a connection of its own: a
 * pooled one might not come free. PostgreSQL closes it once the signal is sent. Never rejects.
 */
export function requestCancellation({ host, port, processID, secretKey }: Backend): Promise<void> {
  if (processID === null || secretKey === null) return Promise.resolve();
  const packet = Buffer.alloc(16);
  for (const [index, value] of [16, 80_877_102, processID, secretKey].entries()) packet.writeInt32BE(value, index * 4);
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
    const limit = setTimeout(() => socket.destroy(), CANCEL_TIMEOUT_MS);
    socket.on('error', () => {}); // on, not once: whatever goes wrong there, the statement's own time-out is next
    socket.once('connect', () => socket.write(packet));
    socket.once('close', () => {
      clearTimeout(limit);
      resolve();
    });
    socket.resume();
  });
}
