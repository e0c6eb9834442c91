import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Headers that ask for another protocol. */
const ASKING: ReadonlySet<string> = new Set(['upgrade', 'http2-settings']);

/** Whether a request asks for WebSocket; another protocol (`h2c`) is not spoken here. */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return (headers.upgrade ?? '').split(',').some((protocol) => protocol.trim().toLowerCase() === 'websocket');
}

/**
 * Answers a request as if it had not asked for another protocol, which a server may ignore (RFC 9110 §7.8). Node has
 * read its head by then and leaves the connection to whoever listens to `upgrade`: so the head is put back, without what
 * asks, before what came behind it, and the connection is the server's again.
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, behind: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [name, value] = [String(request.rawHeaders[index]), String(request.rawHeaders[index + 1])];
    const kept = name.toLowerCase() === 'connection' ? withoutAsking(value) : value;
    if (!ASKING.has(name.toLowerCase()) && kept !== '') lines.push(`${name}: ${kept}`);
  }
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([head, behind]));
  server.emit('connection', socket);
}

/** The options of a `Connection` header, which names the headers that are for this connection alone. */
function withoutAsking(options: string): string {
  return options
    .split(',')
    .filter((option) => !ASKING.has(option.trim().toLowerCase()))
    .join(',')
    .trim();
}
