import { EventSourceParserStream } from 'eventsource-parser/stream';
import { ApiError, type ReportedError } from '../api/api-error';
import { postOf, send } from '../api/send';
import type { LedgerPositions } from '../api/write';
import { LiveDocument, type LiveSubscription } from './live.document';
import type { LiveUpdate } from './live-event';

/** Milliseconds without a byte after which a stream is taken for broken; the server sends a heartbeat every 12 s. */
const SILENCE = 40_000;

interface Next {
  readonly data?: LiveSubscription | null;
  readonly errors?: readonly ReportedError[];
}

/**
 * Follows the ledgers from some positions on, by server-sent events: `EventSource` sends no token. It ends where the
 * connection does.
 * @throws {ApiError} where the server refuses it, or ends it with a reason; UNREACHABLE where the connection breaks
 */
export async function* readStream(after: LedgerPositions, given: AbortSignal): AsyncGenerator<LiveUpdate | 'open'> {
  const broken = new AbortController();
  const signal = AbortSignal.any([given, broken.signal]);
  const response = await send(postOf(LiveDocument, { after }, { url: '/graphql/stream' }), {
    accept: 'text/event-stream',
    signal,
  });
  if (!response.ok || response.body === null || !isEventStream(response)) throw await refusalOf(response);
  yield 'open';
  let silence = setTimeout(() => broken.abort(), SILENCE);
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      clearTimeout(silence);
      silence = setTimeout(() => broken.abort(), SILENCE);
      controller.enqueue(bytes);
    },
  });
  const reader = response.body
    .pipeThrough(watched)
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (read.value.event === 'next') yield updateOf(JSON.parse(read.value.data) as Next);
    }
  } catch (error) {
    if (given.aborted || error instanceof ApiError) throw error;
    throw new ApiError({ message: 'The connection was cut.' });
  } finally {
    clearTimeout(silence);
    broken.abort();
    await reader.cancel().catch(() => {});
  }
}

function updateOf({ data, errors = [] }: Next): LiveUpdate {
  if (data == null) throw new ApiError(errors[0] ?? { message: 'The stream brought neither data nor an error.' });
  const { event, positions } = data.ledgerEvents;
  return { events: [event], positions: positions as LedgerPositions };
}

function isEventStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') === true;
}

async function refusalOf(response: Response): Promise<ApiError> {
  const { errors = [] } = (await response.json().catch(() => ({}))) as Next;
  const extensions = { code: 'NO_STREAM' };
  return new ApiError(errors[0] ?? { message: `No stream came, but ${response.status}.`, extensions });
}
