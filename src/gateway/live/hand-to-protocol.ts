import { CloseCode, type Server } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** How often a client is pinged, and how long it may take to answer, in milliseconds. */
const KEEP_ALIVE = 12_000;

/** Bytes of the reason of a close: what its frame has room for. */
const MOST_REASON = 123;

/** A socket, with what the protocol keeps beside it. */
interface Extra {
  readonly socket: WebSocket;
}

/**
 * Hands an open socket to the protocol. What a client does wrong ends its socket by a code and is no error of the
 * server.
 * @param onFault what failed while a message was handled, for the log
 */
export function handToProtocol<Given extends Extra>(
  protocol: Server<Given>,
  extra: Given,
  onFault: (error: unknown) => void,
): void {
  const { socket } = extra;
  socket.on('error', () => {});
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else socket.send(text, (error) => (error ? reject(error) : resolve()));
        }),
      // A reason may name what the client sent, and ws takes no longer one.
      close: (code, reason) => socket.close(code, Buffer.byteLength(reason ?? '') > MOST_REASON ? '' : reason),
      onMessage: (handle) => {
        socket.on('message', async (data) => {
          const text = String(data);
          try {
            await handle(text);
          } catch (error) {
            if (isOfServers(text)) return socket.close(CloseCode.BadRequest, 'Invalid message received');
            onFault(error);
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          }
        });
      },
    },
    extra,
  );
  const stop = endSilent(socket);
  socket.once('close', (code, reason) => {
    stop();
    void closed(code, String(reason));
  });
}

/** Messages that only servers send; the library takes each of them for a fault of its own. */
const OF_SERVERS: ReadonlySet<unknown> = new Set(['connection_ack', 'next', 'error']);

function isOfServers(text: string): boolean {
  try {
    return OF_SERVERS.has(JSON.parse(text).type);
  } catch {
    return false;
  }
}

/** Ends a socket whose client answers no ping. */
function endSilent(socket: WebSocket): () => void {
  let waiting: NodeJS.Timeout | undefined;
  const pinging = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    waiting ??= setTimeout(() => socket.terminate(), KEEP_ALIVE);
    socket.ping();
  }, KEEP_ALIVE);
  socket.on('pong', () => {
    clearTimeout(waiting);
    waiting = undefined;
  });
  return () => {
    clearInterval(pinging);
    clearTimeout(waiting);
  };
}
