import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { HttpAnswer } from '#platform/server/http-answer.js';
import type { ReadStoreVersion, StoreVersion } from './store-revision.js';

/** An answer, and what is known of how it came about. */
export interface Execution {
  readonly answer: HttpAnswer;
  /** Whether everything that was asked for is in it: no error, and it can be asked for again. */
  readonly isComplete: boolean;
  /** The subgraphs that had a part in it. */
  readonly asked: ReadonlySet<string>;
}

/** An answer that holds for as long as the store has the version it was made at. */
export interface KeptAnswer extends HttpAnswer {
  readonly body: Buffer;
  /** The strong validator of RFC 9110 §8.8.3: a digest of the body. */
  readonly etag: string;
}

/** Whoever waits for an answer; the signal aborts when he has gone, and is asked for only where something is executed. */
export interface Waiting {
  readonly signal: AbortSignal;
}

/** Answers, kept and shared. */
export interface KeptAnswers {
  /**
   * The answer to an operation, executed only where no answer is kept that still holds. Whoever asks for the same while
   * it is executed, at the same version, gets the same answer.
   * @param key all that the answer depends on beside the data: document, variables, the caller's rights
   * @param execute runs the operation; its signal aborts once nobody waits any more
   */
  answer(
    key: string,
    waiting: Waiting,
    execute: (signal: AbortSignal) => Promise<Execution>,
  ): Promise<HttpAnswer | KeptAnswer>;
}

/** What keeping takes. */
export interface KeptAnswersOptions {
  /** Bytes of memory for answers at most. */
  readonly maxBytes: number;
  readonly readVersion: ReadStoreVersion;
}

/**
 * Keeps answers without ever serving an old one. The version of the store is read after the request has come, so the
 * next read after a write sees it, whichever process wrote. An answer is filed under the version read before it was
 * made: had somebody written meanwhile, the version would be another when it is looked for.
 */
export function createKeptAnswers({ maxBytes, readVersion }: KeptAnswersOptions): KeptAnswers {
  const kept = new LRUCache<string, { readonly version: string; readonly answer: KeptAnswer }>({
    maxSize: maxBytes,
    sizeCalculation: ({ version, answer }, key) => answer.body.length + 2 * (key.length + version.length) + OVERHEAD,
  });
  const underWay = new Map<string, SharedExecution>();

  const keep = (key: string, version: StoreVersion, { answer, isComplete, asked }: Execution): KeptAnswer | null => {
    if (!isComplete || typeof answer.body !== 'string' || ![...asked].every(version.covers)) return null;
    if (answer.body.length > maxBytes / SHARE) return null;
    const body = Buffer.from(answer.body);
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const keptAnswer = { ...answer, body, etag };
    kept.set(key, { version: version.text, answer: keptAnswer });
    return keptAnswer;
  };

  return {
    async answer(key, waiting, execute) {
      const version = await readVersion();
      if (version === null) return (await execute(waiting.signal)).answer;
      const known = kept.get(key);
      if (known?.version === version.text) return known.answer;

      const place = `${version.text} ${key}`;
      const other = underWay.get(place);
      if (other !== undefined) {
        const shared = await other.join(waiting.signal);
        if (shared !== null) return shared;
        return (await execute(waiting.signal)).answer;
      }
      const mine = shareExecution(async (signal) => {
        const execution = await execute(signal);
        return { execution, kept: keep(key, version, execution) };
      });
      underWay.set(place, mine);
      try {
        return await mine.lead(waiting.signal);
      } finally {
        underWay.delete(place);
      }
    },
  };
}

/** An answer larger than this part of the memory is not kept: it would push out what is asked for often, and take long to hash. */
const SHARE = 32;

/** What an entry costs beside its texts, about. */
const OVERHEAD = 500;

interface SharedExecution {
  /** The answer, for who began it. */
  lead(gone: AbortSignal): Promise<HttpAnswer>;
  /** The answer, for who came later; null where it is not one to share. */
  join(gone: AbortSignal): Promise<KeptAnswer | null>;
}

/** Runs once for all who wait, and aborts when the last of them has gone. */
function shareExecution(
  run: (signal: AbortSignal) => Promise<{ readonly execution: Execution; readonly kept: KeptAnswer | null }>,
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
      const { execution, kept } = await result;
      return kept ?? execution.answer;
    },
    async join(gone) {
      wait(gone);
      return result!.then(
        ({ kept }) => kept,
        () => null,
      );
    },
  };
}
