import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Caller } from '#platform/auth/caller.js';
import type { Config } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type InexactNumber, inexactNumberError, inexactNumberIn } from '#platform/json/inexact-number.js';
import type { OwnNames } from '#platform/server/own-names.js';
import { rateLimited } from '#platform/server/rate-limited.js';
import { SECURITY_LINES } from '#platform/server/security-headers.js';
import { Deadline } from '#platform/transport/deadline.js';
import { asksForWebSocket, ignoreUpgrade } from '../http/ignore-upgrade.js';
import { endExpired, endIdle } from '../limits/end-socket.js';
import { boundSockets } from '../limits/socket-bounds.js';
import { closeableIterator } from './closeable-iterator.js';
import { handToProtocol } from './hand-to-protocol.js';
import type { OpenOperation } from './open-operation.js';

/** What serving sockets takes. */
export interface WebSocketOptions {
  readonly open: OpenOperation;
  /** The schema clients see now. */
  readonly schema: () => GraphQLSchema;
  readonly limits: Config['live'];
}

/**
 * Adds GraphQL over WebSocket (the protocol `graphql-transport-ws`) at `/graphql`. A token is taken from the
 * handshake's headers or, since browsers can set none there, from `authorization` of the `connection_init` payload. The
 * next answer is asked for when the one before has been taken, so nothing piles up for a slow client.
 * @see https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function addWebSocket(server: FastifyInstance, { open, schema, limits }: WebSocketOptions): void {
  const { messageBytes: maxPayload, operationsPerSocket, idleMs } = limits;
  // Without compression, which would hold memory for every socket and inflate what is small on the way.
  const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, handleProtocols });
  const bounds = boundSockets(limits);
  server.server.on('upgrade', (request, socket, head) => {
    if (!asksForWebSocket(request)) {
      ignoreUpgrade(server.server, request, socket, head);
      return;
    }
    if (request.url?.split('?', 1)[0] === '/graphql' && isOurs(request, server.ownNames)) {
      if (!bounds.hasRoom()) {
        refuse(socket, '503 Service Unavailable', ['retry-after: 1']);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
      return;
    }
    refuse(socket, '403 Forbidden');
  });

  // The library's own answer is a page.
  sockets.on('wsClientError', (_error, socket) => refuse(socket, '400 Bad Request'));

  // Before the library's own listener, so that the message of an operation is the last one that was judged.
  const inexact = new WeakMap<WebSocket, InexactNumber>();
  sockets.on('connection', (socket) => {
    bounds.opened(socket);
    socket.on('message', (data) => {
      const found = inexactInMessage(String(data));
      if (found === null) inexact.delete(socket);
      else inexact.set(socket, found);
    });
  });
  const opening = new Set<Promise<unknown>>();
  let isStopping = false;

  const protocol = makeServer<Record<string, unknown>, OpenSocket>({
    async onConnect({ connectionParams, extra, subscriptions }) {
      const authorization = connectionParams?.['authorization'];
      const { headers, socket: connection } = extra.request;
      // A key may be revoked while the socket is open: who asks is looked at for each operation.
      extra.authenticate = async () =>
        server.authenticate(
          typeof authorization === 'string' ? { ...headers, authorization } : { ...headers },
          connection,
        );
      try {
        const caller = await extra.authenticate();
        const { socket } = extra;
        if (!bounds.admits(socket, caller)) {
          socket.close(1013, 'Too many sockets of yours');
          return false;
        }
        endIdle(socket, idleMs, () => Object.keys(subscriptions).length > 0);
        if (caller.expiresAt !== undefined) endExpired(socket, caller.expiresAt);
        return true;
      } catch {
        return false; // the socket is closed with 4403 Forbidden
      }
    },
    // The operation is opened here, where a refusal is an `error` to the client, and handed on as it is.
    async onSubscribe({ extra, subscriptions }, _id, { variables, ...meant }) {
      if (isStopping) return [stopping()];
      if (Object.keys(subscriptions).length > operationsPerSocket) return [tooMany(operationsPerSocket)];
      const refused = inexact.get(extra.socket);
      if (refused !== undefined) return [inexactNumberError(refused)];
      const ended = new Deadline(undefined, { gone: goneOf(extra) });
      const authenticate = extra.authenticate!;
      const opened = open(
        { ...meant, variables: variables as Record<string, unknown> | null | undefined },
        { authenticate, requestId: randomUUID(), signal: ended.signal },
      );
      opening.add(opened);
      const answers = await opened.finally(() => opening.delete(opened));
      const end = () => {
        ended.abort();
        ended.end();
      };
      if (Symbol.asyncIterator in answers) return handOn(schema(), closeableIterator(answers, end));
      ended.end();
      return answers.data === undefined ? ((answers.errors ?? []) as GraphQLError[]) : handOn(schema(), answers);
    },
    execute: ({ contextValue }) => contextValue as ExecutionResult,
  });
  const onFault = (err: unknown) => server.log.error({ err }, 'a message on a socket could not be handled');
  sockets.on('connection', (socket, request) => handToProtocol(protocol, { socket, request }, onFault));
  server.addHook('preClose', async () => {
    isStopping = true;
    await Promise.allSettled(opening);
    await setImmediate(); // what came of them is on its way by then
    for (const socket of sockets.clients) socket.close(1001, 'Going away');
    await new Promise((resolve) => sockets.close(resolve));
  });
}

const PAYLOAD: ReadonlySet<string> = new Set(['payload']);

/** A number of an operation that parsing would change; the library itself refuses what is no JSON. */
function inexactInMessage(text: string): InexactNumber | null {
  try {
    const found = inexactNumberIn(text, { among: PAYLOAD });
    return found && { ...found, path: found.path.slice(1) };
  } catch {
    return null;
  }
}

/** A socket as the protocol knows it. */
type OpenSocket = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Who asks, as its credential says now. */
  authenticate?: () => Promise<Caller>;
  /** Aborts when the client has left. */
  gone?: AbortSignal;
};

function goneOf(extra: OpenSocket): AbortSignal {
  if (extra.gone !== undefined) return extra.gone;
  const left = new AbortController();
  setMaxListeners(0, left.signal); // one for each operation under way
  if (extra.socket.readyState === extra.socket.OPEN) extra.socket.once('close', () => left.abort());
  else left.abort();
  extra.gone = left.signal;
  return left.signal;
}

function tooMany(max: number): PedigraphError {
  const sentence = `${max} operations are under way on this socket`;
  return rateLimited(sentence, { limit: 'operationsPerSocket', max, retryAfter: 1 });
}

function stopping(): PedigraphError {
  return new PedigraphError(
    'UNAVAILABLE',
    'This gateway is being stopped, and did nothing: try another, or again later.',
  );
}

const NOTHING = parse('{ __typename }');

function handOn(schema: GraphQLSchema, contextValue: unknown): ExecutionArgs {
  return { schema, document: NOTHING, contextValue };
}

/** Answers the request for a socket, and closes. */
function refuse(socket: Duplex, status: string, headers: readonly string[] = []): void {
  const lines = headers.map((line) => `${line}\r\n`).join('');
  socket.end(`HTTP/1.1 ${status}\r\n${SECURITY_LINES}${lines}connection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** A page of another site could open a socket to a server on this machine, and read: browsers send its origin. */
function isOurs(request: IncomingMessage, names: OwnNames): boolean {
  try {
    names.refuseForeign(request);
  } catch {
    return false;
  }
  return names.isSameSite(request.headers);
}
