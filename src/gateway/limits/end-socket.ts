import type { WebSocket } from 'ws';

/** Closes a socket on which nothing happens for so many milliseconds: no operation is open, and no message comes. */
export function endIdle(socket: WebSocket, idleMs: number, isBusy: () => boolean): void {
  const timer = setTimeout(() => {
    if (isBusy()) timer.refresh();
    else socket.close(1000, 'Idle');
  }, idleMs).unref();
  socket.on('message', () => timer.refresh());
  socket.once('close', () => clearTimeout(timer));
}

/** The longest that a timer of Node.js waits. */
const LONGEST = 2 ** 31 - 1;

/** Closes a socket with 4403, Forbidden, when the credential of its caller ends, in milliseconds since 1970. */
export function endExpired(socket: WebSocket, expiresAt: number): void {
  const timer = setTimeout(
    () => {
      if (Date.now() >= expiresAt) socket.close(4403, 'Forbidden');
      else endExpired(socket, expiresAt);
    },
    Math.min(LONGEST, Math.max(0, expiresAt - Date.now())),
  ).unref();
  socket.once('close', () => clearTimeout(timer));
}
