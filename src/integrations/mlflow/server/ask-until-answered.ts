import { setTimeout as pause } from 'node:timers/promises';

/** An answer of a server, whose content has yet to come. */
export interface ServerAnswer {
  readonly status: number;
  readonly ok: boolean;
  /** May break off, which no one has to handle: the request is sent again. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Makes of an answer what was asked for. */
export type UseOfAnswer<Result> = (answer: ServerAnswer) => Promise<Result>;

const ATTEMPTS = 5;

/** What may pass by itself; any other answer is about what was asked. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** How long a server may be silent: before it answers, and within an answer, which may be a file of hours. */
const SILENCE_MS = 120_000;

/**
 * Sends a request that changes nothing until its answer came whole, a few times at most; `use` is called with each answer.
 * What it throws is thrown on.
 */
export async function askUntilAnswered<Result>(
  url: string,
  init: RequestInit,
  { use, refusal }: { readonly use: UseOfAnswer<Result>; readonly refusal: (failure: string) => Error },
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(new Error(`nothing for ${SILENCE_MS / 1_000} seconds`)), SILENCE_MS);
    let failure: string;
    try {
      const response = await fetch(url, { ...init, signal: silence.signal }).catch(breakOff);
      const content = unbroken(response.body, () => timer.refresh());
      if (!PASSING.has(response.status)) return await use({ status: response.status, ok: response.ok, content });
      failure = `HTTP ${response.status}: ${await beginningOf(content)}`;
    } catch (error) {
      if (!(error instanceof BrokenAnswer)) throw error;
      failure = error.message;
    } finally {
      clearTimeout(timer);
      // What was not read of an answer is not waited for.
      silence.abort();
    }
    if (attempt === ATTEMPTS) throw refusal(failure);
    await pause(250 * 2 ** attempt * (0.75 + Math.random() / 2));
  }
}

/** That an answer did not come, or not whole. */
class BrokenAnswer extends Error {}

function breakOff(error: unknown): never {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  throw new BrokenAnswer(cause?.code ?? message);
}

async function* unbroken(body: Response['body'], onChunk: () => void): AsyncGenerator<Uint8Array> {
  const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
  for (;;) {
    const next = await reader?.read().catch(breakOff);
    if (next === undefined || next.done) return;
    onChunk();
    yield next.value;
  }
}

/** The most bytes of an answer that is only quoted. */
const QUOTED = 300;

async function beginningOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of content) {
    text += Buffer.from(chunk).toString('utf8');
    if (text.length >= QUOTED) break;
  }
  return text.slice(0, QUOTED);
}
