import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import type { ReadStoreRevision, StoreRevision } from './store-revision.js';

/** An answer, and what is known of how it came about. */
export interface Execution {
  readonly answer: HttpAnswer;
  /** Whether everything that was asked for is in it, without an error. */
  readonly isComplete: boolean;
  /** The subgraphs that had a part in it. */
  readonly subgraphsUsed: ReadonlySet<string>;
}

/** A cached answer, which holds for as long as the store has the revision it was made at. */
export interface CachedAnswer extends HttpAnswer {
  readonly body: Buffer;
  /** The strong validator of RFC 9110 §8.8.3: a digest of the body. */
  readonly etag: string;
}

/**
 * A request that waits for an answer; its signal aborts when the client has gone, and is read only where the operation
 * is executed.
 */
export interface Waiting {
  readonly signal: AbortSignal;
}

/** Answers in memory, and executions under way, shared by all requests for the same answer. */
export interface ResponseCache {
  /**
   * The answer to an operation, executed only where none is cached that still holds. A request for the same answer
   * while it is executed, at the same revision, shares the execution.
   * @param key all that the answer depends on beside the data: document, variables, the caller's rights
   * @param execute runs the operation; its signal aborts once no request waits any more
   * @param seen the revision, where it was read since the request came. @default it is read now
   */
  answer(
    key: string,
    waiting: Waiting,
    execute: (signal: AbortSignal) => Promise<Execution>,
    seen?: StoreRevision | null,
  ): Promise<HttpAnswer | CachedAnswer>;
}

/** What a response cache is made of. */
export interface ResponseCacheOptions {
  /** Bytes of memory for answers at most. */
  readonly maxBytes: number;
  readonly readRevision: ReadStoreRevision;
}

/**
 * Caches answers without ever serving an old one. The revision of the store is read after the request has come, so the
 * next read after a write sees it, whichever process wrote. An answer is stored under the revision that was read
 * before its execution: after a write meanwhile, the next request reads another revision and does not find it.
 */
export function createResponseCache({ maxBytes, readRevision }: ResponseCacheOptions): ResponseCache {
  const cache = new LRUCache<string, { readonly revision: string; readonly answer: CachedAnswer }>({
    maxSize: maxBytes,
    sizeCalculation: ({ revision, answer }, key) => answer.body.length + 2 * (key.length + revision.length) + OVERHEAD,
  });
  const underWay = new Map<string, SharedExecution>();

  const store = (
    key: string,
    revision: StoreRevision,
    { answer, isComplete, subgraphsUsed }: Execution,
  ): CachedAnswer | null => {
    if (!isComplete || typeof answer.body !== 'string' || ![...subgraphsUsed].every(revision.covers)) return null;
    if (answer.body.length > maxBytes / SHARE) return null;
    const body = Buffer.from(answer.body);
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const cachedAnswer = { ...answer, body, etag };
    cache.set(key, { revision: revision.text, answer: cachedAnswer });
    return cachedAnswer;
  };

  return {
    async answer(key, waiting, execute, seen) {
      const revision = seen ?? (await readRevision());
      if (revision === null) return (await execute(waiting.signal)).answer;
      const known = cache.get(key);
      if (known?.revision === revision.text) return known.answer;

      const executionKey = `${revision.text} ${key}`;
      const other = underWay.get(executionKey);
      if (other !== undefined) {
        const shared = await other.join(waiting.signal);
        if (shared !== null) return shared;
        return (await execute(waiting.signal)).answer;
      }
      const mine = shareExecution(async (signal) => {
        const execution = await execute(signal);
        return { execution, cached: store(key, revision, execution) };
      });
      underWay.set(executionKey, mine);
      try {
        return await mine.lead(waiting.signal);
      } finally {
        underWay.delete(executionKey);
      }
    },
  };
}

/** An answer larger than this part of the memory is not cached: it would evict many others, and take long to hash. */
const SHARE = 32;

/** What an entry costs beside its texts, about. */
const OVERHEAD = 500;

interface SharedExecution {
  /** The answer, for the request that began the execution. */
  lead(gone: AbortSignal): Promise<HttpAnswer>;
  /** The answer, for a request that came later; null where it was not cached and so is not shared. */
  join(gone: AbortSignal): Promise<CachedAnswer | null>;
}

/** Executes once for all requests that wait, and aborts when the last of them has gone. */
function shareExecution(
  run: (signal: AbortSignal) => Promise<{ readonly execution: Execution; readonly cached: CachedAnswer | null }>,
): SharedExecution {
  const controller = new AbortController();
  let waiting = 0;
  const wait = (gone: AbortSignal): void => {
    waiting += 1;
    const leave = () => {
      waiting -= 1;
      if (waiting === 0) controller.abort(gone.reason);
    };
    if (gone.aborted) leave();
    else gone.addEventListener('abort', leave, { once: true });
  };
  let result: ReturnType<typeof run> | undefined;
  return {
    async lead(gone) {
      wait(gone);
      result = run(controller.signal);
      const { execution, cached } = await result;
      return cached ?? execution.answer;
    },
    async join(gone) {
      wait(gone);
      return result!.then(
        ({ cached }) => cached,
        () => null,
      );
    },
  };
}
