import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { normaliseError } from '../errors/normalise-error.js';
import type { Deadline } from '../transport/deadline.js';
import { asEventStream } from './event-stream.js';
import { whileWaiting } from './graphql-route.js';
import { statusOfCode } from './http-status.js';

/** Opens what a request subscribes to; the signal aborts when the client has left or the server stops. */
export type OpenStream = (
  request: FastifyRequest,
  signal: AbortSignal,
) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/** What is served there. */
export interface StreamRoute {
  readonly method: readonly ('GET' | 'POST')[];
  /** How long a client may take nothing of what was sent, in milliseconds: then it is taken for gone. */
  readonly stalled: number;
  readonly open: OpenStream;
}

/** Adds `/graphql/stream`: GraphQL subscriptions as server-sent events. */
export function addStreamRoute(server: FastifyInstance, { method, stalled, open }: StreamRoute): void {
  const underWay = new Set<Deadline>();
  let isStopping = false;
  server.addHook('preClose', async () => {
    isStopping = true;
    for (const waiting of underWay) waiting.abort();
  });
  server.route({
    url: '/graphql/stream',
    method: [...method],
    exposeHeadRoute: false,
    config: { lasting: true },
    handler: async (request, reply) => {
      const waiting = whileWaiting(reply);
      underWay.add(waiting);
      reply.raw.once('close', () => underWay.delete(waiting));
      if (isStopping) waiting.abort();
      const { signal } = waiting;
      const opened = await open(request, signal);
      const refused = refusalIn(opened);
      if (refused !== undefined) {
        const { code, retryAfter } = refused.extensions;
        return reply
          .code(statusOfCode(code))
          .header('retry-after', String(retryAfter))
          .type('application/json; charset=utf-8')
          .send({ errors: [refused] });
      }
      const answers = withFailure(opened, request, signal);
      reply.raw.setTimeout(stalled, () => reply.raw.destroy());
      void reply.headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no', // nginx would gather events
      });
      return Readable.from(asEventStream(answers), { highWaterMark: 1 });
    },
  });
}

/** Why it was not begun, where it may be asked for again later: then there is no stream. */
function refusalIn(opened: AsyncIterable<ExecutionResult> | ExecutionResult): GraphQLError | undefined {
  if (Symbol.asyncIterator in opened || opened.data !== undefined) return undefined;
  const [first] = opened.errors ?? [];
  return first?.extensions['retryAfter'] === undefined ? undefined : first;
}

/** The answers, with what goes wrong in the middle as the last of them. */
async function* withFailure(
  opened: AsyncIterable<ExecutionResult> | ExecutionResult,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<ExecutionResult, void> {
  try {
    if (Symbol.asyncIterator in opened) yield* opened;
    else yield opened;
  } catch (error) {
    if (signal.aborted) return;
    const onFault = (err: unknown) => request.log.error({ err }, 'subscription failed');
    const { message, extensions } = normaliseError(error, { requestId: request.id, onFault });
    yield { errors: [new GraphQLError(message, { ...(extensions && { extensions }) })] };
  }
}
