import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExampleWorld } from './mutation-example.js';
import { mutationDocument } from './mutation-example.js';

/** How an operation is sent. */
export interface Sending {
  /** The header `Idempotency-Key`. */
  readonly key?: string | undefined;
  readonly token?: string | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

/** What came back: all of an answer that a client may act on. */
export interface KeyedAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly data: Record<string, unknown> | null | undefined;
  readonly code: string | undefined;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[] | undefined;
  readonly extensions: Record<string, unknown> | undefined;
}

/** Sends an operation over HTTP. */
export async function sendKeyed(
  url: string,
  query: string,
  variables: object,
  { key, token, extensions }: Sending = {},
): Promise<KeyedAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: JSON.stringify({ query, variables, extensions }),
  });
  const answer = (await response.json()) as Pick<KeyedAnswer, 'data' | 'errors' | 'extensions'>;
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    data: answer.data,
    code: answer.errors?.[0]?.extensions['code'] as string | undefined,
    errors: answer.errors,
    extensions: answer.extensions,
  };
}

const AGAIN: ReadonlySet<unknown> = new Set([
  'UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
  'CONFLICT',
]);

/** How often something is sent until it is given up: far more than any restart takes. */
const ATTEMPTS = 2_000;

/**
 * Sends until there is an answer, as a client does that wants one.
 * @param ready resolves once it may be worth it to send again
 */
export async function untilAnswered(
  send: () => Promise<KeyedAnswer>,
  ready: () => Promise<void> = async () => {},
): Promise<KeyedAnswer> {
  let last: KeyedAnswer | undefined;
  for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
    last = await send().catch(() => undefined);
    if (last !== undefined && !AGAIN.has(last.code)) return last;
    await ready();
    await pause(20);
  }
  throw new Error(`no answer after ${ATTEMPTS} attempts; the last was ${JSON.stringify(last)}`);
}

/** The world of an example, over HTTP; it stays while processes are killed beside it. */
export function exampleWorld(url: () => string, name: string, token?: string): ExampleWorld {
  const whole = async (query: string, variables: object) => {
    const key = randomUUID();
    const { data, errors } = await untilAnswered(() => sendKeyed(url(), query, variables, { key, token }));
    if (errors !== undefined) throw new Error(`${query} was refused: ${JSON.stringify(errors)}`);
    return data!;
  };
  return {
    name,
    write: async (field, input, selection) =>
      (await whole(mutationDocument(field, selection), { input }))[field] as never,
    read: async (query, variables = {}) => (await whole(query, variables)) as never,
  };
}
