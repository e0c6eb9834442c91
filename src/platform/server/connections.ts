import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The open connections of a server, and what is under way on each. */
export interface Connections {
  readonly size: number;
  /** Those on which no request is under way. Node.js counts one as idle only once it has sent a request. */
  quiet(): readonly Socket[];
  /** Whether something of an answer has gone out on it that is not yet whole. */
  isAnswering(socket: Socket): boolean;
  /** Whether no other request on it waits for its answer: pipelined ones are answered one after the other. */
  isLastAnswer(socket: Socket): boolean;
  /** Resolves once no connection is open, and after that time at the latest. */
  allClosed(milliseconds: number): Promise<void>;
}

/** Follows the connections of a server from now on; one that became a WebSocket is no longer counted. */
export function followConnections(server: Server): Connections {
  const open = new Map<Socket, Set<ServerResponse>>();
  const waiting = new Set<() => void>();
  const leave = (socket: Socket) => {
    open.delete(socket);
    if (open.size === 0) for (const resolve of waiting) resolve();
  };
  server.on('connection', (socket: Socket) => {
    open.set(socket, new Set());
    socket.once('close', () => leave(socket));
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => leave(socket as Socket));
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const underWay = open.get(socket);
    underWay?.add(response);
    response.once('close', () => underWay?.delete(response));
  });
  return {
    get size() {
      return open.size;
    },
    quiet: () => [...open].flatMap(([socket, underWay]) => (underWay.size === 0 ? [socket] : [])),
    isAnswering: (socket) => [...(open.get(socket) ?? [])].some(({ headersSent }) => headersSent),
    isLastAnswer: (socket) => (open.get(socket)?.size ?? 0) <= 1,
    async allClosed(milliseconds) {
      if (open.size === 0 || milliseconds === 0) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        waiting.add(done);
      });
    },
  };
}
