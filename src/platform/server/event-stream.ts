import type { ExecutionResult } from 'graphql';

/** Milliseconds between two heartbeats: proxies close connections on which nothing passes. */
const HEARTBEAT = 12_000;

/**
 * Answers as server-sent events, in the distinct connections mode of the GraphQL over SSE protocol. Written here and
 * not by graphql-sse, whose server queues without end what a slow client does not take: here the next answer is asked
 * for when the one before is taken.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export async function* asEventStream(
  answers: AsyncIterable<ExecutionResult>,
  heartbeat = HEARTBEAT,
): AsyncGenerator<string, void> {
  const iterator = answers[Symbol.asyncIterator]();
  try {
    yield ':\n\n'; // some browsers do not take headers alone for an opened stream
    for (;;) {
      const next = iterator.next();
      let result = await within(heartbeat, next);
      while (result === null) {
        yield ':\n\n';
        result = await within(heartbeat, next);
      }
      if (result.done === true) break;
      yield `event: next\ndata: ${JSON.stringify(result.value)}\n\n`;
    }
    yield 'event: complete\ndata:\n\n';
  } finally {
    await iterator.return?.();
  }
}

/** The value of a promise; null where it has not settled in time. */
async function within<T>(ms: number, awaited: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
