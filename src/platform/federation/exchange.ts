import type { Dispatcher } from 'undici';
import type { Deadline } from '../transport/deadline.js';
import { TooLargeAnswer } from './subgraph-failure.js';

/** What is sent. */
export type SentRequest = Pick<Dispatcher.DispatchOptions, 'path' | 'method' | 'headers'> & {
  readonly body?: string;
};

/** What came back. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends a request and resolves with its answer's text. Rejects with what went wrong on the way, with a `TooLargeAnswer`
 * as soon as it has more than `maxBytes`, or, as soon as the deadline is over, with its reason; the connection is given
 * up then, so that the peer stops too.
 *
 * This is undici's `request` without its stream, its resource for `async_hooks` and its listener on a signal: an answer
 * that is read whole needs none of them.
 */
export function exchange(
  dispatcher: Dispatcher,
  sent: SentRequest,
  deadline: Deadline,
  maxBytes: number,
): Promise<ReceivedAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let over: { readonly reason: Error } | undefined;
    let status = 0;
    let bytes = 0;
    const chunks: Buffer[] = [];

    deadline.whenOver((reason) => {
      over = { reason: reason as Error };
      reject(reason);
      controller?.abort(over.reason);
    });
    if (over !== undefined) return;
    dispatcher.dispatch(sent, {
      onRequestStart(started) {
        controller = started;
        // It waited for a connection until then.
        if (over !== undefined) started.abort(over.reason);
      },
      onResponseStart(_, code) {
        status = code;
      },
      onResponseData(receiving, chunk) {
        bytes += chunk.length;
        if (bytes > maxBytes) receiving.abort(new TooLargeAnswer(maxBytes, status));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        deadline.whenOver(undefined);
        const [only] = chunks;
        resolve({ status, body: (chunks.length === 1 && only ? only : Buffer.concat(chunks)).toString() });
      },
      onResponseError(_, error) {
        deadline.whenOver(undefined);
        reject(error);
      },
    });
  });
}
