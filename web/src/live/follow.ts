import { ApiError } from '../api/api-error';
import type { LedgerPositions } from '../api/write';
import type { LiveUpdate } from './live-event';
import type { LiveMode } from './live-state';
import { readNews } from './poll';
import { readStream } from './read-stream';

/** Milliseconds between two questions where streams are forbidden, and until one is tried again. */
const POLL_EVERY = 15_000;
const POLL_FOR = 300_000;
/** Milliseconds until a stream that broke is opened again: at first, and at most. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** Codes of a stream that breaks and may be opened again. */
const PASSING = new Set(['UNREACHABLE', 'UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);
/** Codes of a stream that does not go on from where it was: the ledgers have another past. */
const ANOTHER_PAST = new Set(['CONFLICT', 'TIMEOUT']);

/** What following calls. */
export interface FollowOptions {
  /** How far has been told, now. */
  readonly told: () => LedgerPositions;
  readonly onUpdate: (update: LiveUpdate) => void;
  readonly onMode: (mode: LiveMode) => void;
  readonly signal: AbortSignal;
}

/** Follows the ledgers: by a stream, resumed where it broke; by questions where there may be none. */
export async function follow({ told, onUpdate, onMode, signal }: FollowOptions): Promise<void> {
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      for await (const update of readStream(told(), signal)) {
        pause = FIRST_PAUSE;
        if (update === 'open') onMode('streaming');
        else onUpdate(update);
      }
    } catch (error) {
      if (signal.aborted) return;
      const code = error instanceof ApiError ? error.code : 'UNREACHABLE';
      if (code === 'UNAUTHENTICATED') return onMode('off');
      if (ANOTHER_PAST.has(code)) await readAnew();
      else if (!PASSING.has(code)) await poll();
    }
    if (signal.aborted) return;
    onMode('off');
    await elapsed(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }

  async function readAnew(): Promise<void> {
    const news = await readNews({}, signal).catch(() => undefined);
    if (news !== undefined) onUpdate({ ...news, events: null });
  }

  async function poll(): Promise<void> {
    for (let waited = 0; waited < POLL_FOR && !signal.aborted; waited += POLL_EVERY) {
      try {
        onUpdate(await readNews(told(), signal));
        onMode('polling');
      } catch {
        if (!signal.aborted) onMode('off');
      }
      await elapsed(POLL_EVERY, signal);
    }
  }
}

function elapsed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
