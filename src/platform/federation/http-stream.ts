import { ReadableStream, TextDecoderStream } from 'node:stream/web';
import { ParseError } from 'eventsource-parser';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { Agent, request as sendRequest } from 'undici';
import type { Timeouts } from '../config/config.js';
import { tracer } from '../tracing/tracer.js';
import { REQUEST_ID_HEADER } from '../transport/request-id.js';
import type { SubgraphStream } from '../transport/transport.js';
import type { CredentialHeaders } from './credential-headers.js';
import { type ForeignErrorOptions, foreignErrors } from './foreign-error.js';
import { MAX_BYTES } from './http-transport.js';
import { type ReadError, readSubgraphAnswer } from './read-subgraph-answer.js';
import { requestBody } from './request-body.js';
import { SubgraphFailure, TooLargeAnswer } from './subgraph-failure.js';

/** A subgraph to be followed over HTTP. */
export interface HttpStreamOptions {
  readonly name: string;
  /** Its GraphQL endpoint; subscriptions are at `/stream` below it. */
  readonly url: string;
  readonly timeouts: Pick<Timeouts, 'subgraph'>;
  /** See `HttpTransportOptions.credentials`. */
  readonly credentials?: CredentialHeaders | undefined;
  /** Bytes of an event at most. @default 16 MB */
  readonly maxBytes?: number | undefined;
  /** What of its errors reaches clients, for a subgraph that somebody else wrote. @default all */
  readonly foreign?: ForeignErrorOptions | undefined;
}

/**
 * Follows a subscription of a subgraph as server-sent events (the distinct connections mode of the GraphQL over SSE
 * protocol). What is not taken is not read: the subgraph waits with what comes next.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function createHttpStream(options: HttpStreamOptions): SubgraphStream {
  const { name, url, timeouts, credentials, maxBytes = MAX_BYTES } = options;
  const foreign = options.foreign === undefined ? undefined : foreignErrors(name, options.foreign);
  // Between two events anything may pass; heartbeats come more often than this.
  const dispatcher = new Agent({ connect: { timeout: timeouts.subgraph }, bodyTimeout: 60_000 });
  return async ({ document, variables, operationName, caller, delegation, requestId, signal }) => {
    try {
      const { statusCode, headers, body } = await sendRequest(`${url}/stream`, {
        dispatcher,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          [REQUEST_ID_HEADER]: requestId,
          ...(await credentials?.({ caller, delegation })),
          ...tracer()?.headers(),
        },
        body: requestBody({ document, variables, operationName }),
        signal: signal ?? null,
        headersTimeout: timeouts.subgraph,
      });
      const isStream = String(headers['content-type']).startsWith('text/event-stream');
      if (!isStream) return await readSubgraphAnswer(statusCode, await readText(body, maxBytes, statusCode), foreign);
      return readEvents(body, { name, maxBytes, foreign });
    } catch (error) {
      throw SubgraphFailure.of(name, error, { isMutation: false, isTimeUp: false, timeout: timeouts.subgraph });
    }
  };
}

async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number, status: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLargeAnswer(maxBytes, status); // leaving the loop ends the body
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

interface EventSource {
  readonly name: string;
  readonly maxBytes: number;
  readonly foreign: ReadError | undefined;
}

async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  { name, maxBytes, foreign }: EventSource,
): AsyncGenerator<ExecutionResult, void> {
  const events = ReadableStream.from(body)
    .pipeThrough(new TextDecoderStream() as never)
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: maxBytes }));
  try {
    for await (const { event, data } of events) {
      if (event === 'complete') return;
      if (event !== 'next') continue;
      if (data.length > maxBytes) throw new TooLargeAnswer(maxBytes, 200);
      yield await readSubgraphAnswer(200, data, foreign);
    }
  } catch (error) {
    const cause = error instanceof ParseError ? new TooLargeAnswer(maxBytes, 200) : error;
    throw SubgraphFailure.of(name, cause, { isMutation: false, isTimeUp: false, timeout: 0 });
  }
  const message = `The ${name} subgraph ended the subscription in the middle: subscribe again behind the last event.`;
  yield { errors: [new GraphQLError(message, { extensions: { code: 'UNAVAILABLE', subgraph: name } })] };
}
