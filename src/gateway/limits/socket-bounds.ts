import type { WebSocket } from 'ws';
import type { Caller } from '#platform/auth/caller.js';
import { callerKey } from '#platform/auth/caller-key.js';
import type { Config } from '#platform/config/config.js';

/** Counts the sockets of a gateway. */
export interface SocketBounds {
  /** Whether another one may be opened. */
  hasRoom(): boolean;
  /** Counts a socket until it is closed. */
  opened(socket: WebSocket): void;
  /** Counts it as one of its caller's too; false where those are as many as may be. */
  admits(socket: WebSocket, caller: Caller): boolean;
}

/** Counts them in all and by caller. */
export function boundSockets({ sockets, socketsPerCaller }: Config['live']): SocketBounds {
  const byCaller = new Map<string, number>();
  let all = 0;
  return {
    hasRoom: () => all < sockets,
    opened(socket) {
      all += 1;
      socket.once('close', () => {
        all -= 1;
      });
    },
    admits(socket, caller) {
      const key = callerKey(caller);
      const own = byCaller.get(key) ?? 0;
      if (own >= socketsPerCaller) return false;
      byCaller.set(key, own + 1);
      const leave = () => {
        const left = (byCaller.get(key) ?? 1) - 1;
        if (left === 0) byCaller.delete(key);
        else byCaller.set(key, left);
      };
      // One that was closed while it was asked who it is.
      if (socket.readyState === socket.CLOSED) leave();
      else socket.once('close', leave);
      return true;
    },
  };
}
