import { ReadableStream, TextDecoderStream } from 'node:stream/web';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { Agent, request as sendRequest } from 'undici';
import type { Timeouts } from '../config/config.js';
import { REQUEST_ID_HEADER } from '../server/request-id.js';
import { credentialHeaders } from './credential-headers.js';
import { readSubgraphAnswer } from './read-subgraph-answer.js';
import { requestBody } from './request-body.js';
import { SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphStream } from './transport.js';

/** A subgraph to be followed over HTTP. */
export interface HttpStreamOptions {
  readonly name: string;
  /** Its GraphQL endpoint; subscriptions are at `/stream` below it. */
  readonly url: string;
  readonly timeouts: Pick<Timeouts, 'subgraph'>;
  /** What opens it, where it is ours (see `subgraphToken`). */
  readonly token?: string | undefined;
}

/**
 * Follows a subscription of a subgraph as server-sent events (the distinct connections mode of the GraphQL over SSE
 * protocol). What is not taken is not read: the subgraph waits with what comes next.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function createHttpStream({ name, url, timeouts, token }: HttpStreamOptions): SubgraphStream {
  // Between two events anything may pass; heartbeats come more often than this.
  const dispatcher = new Agent({ connect: { timeout: timeouts.subgraph }, bodyTimeout: 60_000 });
  return async ({ document, variables, operationName, caller, requestId, signal }) => {
    try {
      const { statusCode, headers, body } = await sendRequest(`${url}/stream`, {
        dispatcher,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          [REQUEST_ID_HEADER]: requestId,
          ...credentialHeaders(token, caller),
        },
        body: requestBody({ document, variables, operationName }),
        signal: signal ?? null,
        headersTimeout: timeouts.subgraph,
      });
      const isStream = String(headers['content-type']).startsWith('text/event-stream');
      if (!isStream) return readSubgraphAnswer(statusCode, await body.text());
      return readEvents(name, body);
    } catch (error) {
      throw SubgraphFailure.of(name, error, { isMutation: false, isTimeUp: false, timeout: timeouts.subgraph });
    }
  };
}

async function* readEvents(name: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<ExecutionResult, void> {
  const events = ReadableStream.from(body)
    .pipeThrough(new TextDecoderStream() as never)
    .pipeThrough(new EventSourceParserStream());
  for await (const { event, data } of events) {
    if (event === 'complete') return;
    if (event === 'next') yield readSubgraphAnswer(200, data);
  }
  const told = `The ${name} subgraph ended the subscription in the middle: subscribe again behind the last event.`;
  yield { errors: [new GraphQLError(told, { extensions: { code: 'UNAVAILABLE', subgraph: name } })] };
}
