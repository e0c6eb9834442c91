import type { Socket } from 'node:net';
import type { Connections } from './connections.js';
import { SECURITY_LINES } from './security-headers.js';

/**
 * Answers and closes where Node.js cannot make a request of what came: there is none yet, so it is written to the
 * socket.
 */
export function answerMalformedHttp(error: NodeJS.ErrnoException, socket: Socket, connections: Connections): void {
  // In the middle of an answer it would be taken for a part of that one.
  if (error.code === 'ECONNRESET' || !socket.writable || connections.isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const [status, message] = STATUSES[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n`;
  // A client that is slow to send is not waited for to close, either.
  socket.end(`${head}${SECURITY_LINES}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
}

const MALFORMED = ['400 Bad Request', 'The request is not well-formed HTTP.'] as const;

const STATUSES: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'The request took too long to arrive (PEDIGRAPH_TIMEOUT_REQUEST_MS): send it at once, or in parts.',
  ],
};
