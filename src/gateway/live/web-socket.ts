import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Caller } from '../../platform/auth/caller.js';
import { type InexactNumber, inexactNumberError, inexactNumberIn } from '../../platform/json/inexact-number.js';
import type { OwnNames } from '../../platform/server/own-names.js';
import { endable } from './endable.js';
import type { OpenOperation } from './open-operation.js';

/** What serving sockets takes. */
export interface WebSocketOptions {
  readonly open: OpenOperation;
  /** The schema clients see now. */
  readonly schema: () => GraphQLSchema;
  /** Bytes of a message at most. */
  readonly maxPayload: number;
}

/**
 * Adds GraphQL over WebSocket (the protocol `graphql-transport-ws`) at `/graphql`. A token is taken from the handshake's
 * headers or, since browsers can set none there, from `authorization` of the `connection_init` payload. The next answer
 * is asked for when the one before has been taken, so nothing piles up for a slow client.
 * @see https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function addWebSocket(server: FastifyInstance, { open, schema, maxPayload }: WebSocketOptions): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  server.server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?', 1)[0] === '/graphql' && isOurs(request.headers, server.ownNames)) {
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
      return;
    }
    socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });

  // Before the library's own listener, so that the message of an operation is the last one that was judged.
  const inexact = new WeakMap<WebSocket, InexactNumber>();
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const found = inexactInMessage(String(data));
      if (found === null) inexact.delete(socket);
      else inexact.set(socket, found);
    });
  });
  const live = useServer<Record<string, unknown>, { request: IncomingMessage; caller?: Caller }>(
    {
      onConnect({ connectionParams, extra }) {
        const authorization = connectionParams?.['authorization'];
        const { headers } = extra.request;
        try {
          extra.caller = server.authenticate(
            typeof authorization === 'string' ? { ...headers, authorization } : headers,
          );
          return true;
        } catch {
          return false; // the socket is closed with 4403 Forbidden
        }
      },
      // The operation is opened here, where a refusal is an `error` to the client, and handed on as it is.
      async onSubscribe({ extra }, _id, { query, variables, operationName }) {
        const refused = inexact.get(extra.socket);
        if (refused !== undefined) return [inexactNumberError(refused)];
        const ended = new AbortController();
        const answers = await open(
          { query, variables: variables as Record<string, unknown> | null | undefined, operationName },
          { caller: extra.caller!, requestId: randomUUID(), signal: ended.signal },
        );
        if (Symbol.asyncIterator in answers) return handOn(schema(), endable(answers, ended));
        return answers.data === undefined ? ((answers.errors ?? []) as GraphQLError[]) : handOn(schema(), answers);
      },
      execute: ({ contextValue }) => contextValue as ExecutionResult,
    },
    sockets,
  );
  server.addHook('preClose', async () => {
    await live.dispose(); // tells every client that the server goes away: 1001
  });
}

const PAYLOAD: ReadonlySet<string> = new Set(['payload']);

/** A number of an operation that parsing changes; what is no JSON the library refuses. */
function inexactInMessage(text: string): InexactNumber | null {
  try {
    const found = inexactNumberIn(text, { among: PAYLOAD });
    return found && { ...found, path: found.path.slice(1) };
  } catch {
    return null;
  }
}

const NOTHING = parse('{ __typename }');

function handOn(schema: GraphQLSchema, contextValue: unknown): ExecutionArgs {
  return { schema, document: NOTHING, contextValue };
}

/** A page of another site could open a socket to a server on this machine, and read: browsers say where it comes from. */
function isOurs(headers: IncomingHttpHeaders, names: OwnNames): boolean {
  try {
    names.refuseForeign(headers);
  } catch {
    return false;
  }
  return names.isSameSite(headers);
}
