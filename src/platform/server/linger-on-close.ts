import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds that a client has to take its answer and to end, while the rest of its request is passed over. */
const LINGER_MS = 5_000;

/**
 * Has each connection that is closed after an answer end in two steps where its request has not come whole, such as one
 * with a body that is too large: the answer and the end of what we send, then, once the client has ended too, the
 * connection. Closed at once, the kernel would answer what still comes with a reset, which takes the answer from a
 * client that has not read it yet (RFC 9112 §9.6).
 */
export function lingerOnClose(server: Server): void {
  const last = new WeakMap<Socket, IncomingMessage>();
  server.on('request', (request) => last.set(request.socket, request));
  server.on('connection', (socket: Socket) => {
    const closeAtOnce = socket.destroySoon.bind(socket);
    socket.destroySoon = () => {
      socket.destroySoon = closeAtOnce;
      if (last.get(socket)?.complete === false) passOver(socket);
      else closeAtOnce();
    };
  });
}

/** Ends what we send, and takes what still comes without looking at it: nothing of it is a request any more. */
function passOver(socket: Socket): void {
  socket.removeAllListeners('data').removeAllListeners('end');
  socket.on('data', () => {});
  socket.once('end', () => socket.destroy());
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(late));
  socket.end();
  socket.resume();
}
