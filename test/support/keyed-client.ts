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

/** The world of an example, over HTTP. */
export function exampleWorld(url: () => string, name: string, token?: string): ExampleWorld {
  const whole = async (query: string, variables: object) => {
    const { data, errors } = await sendKeyed(url(), query, variables, { token });
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
