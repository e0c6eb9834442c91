import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from './api-error.js';
import { withEntries } from './entries-of.js';

/** How an integration speaks to the gateway: as any client does, over HTTP. Both methods throw {@link ApiError}. */
export interface GraphqlClient {
  /** Asks; asks again, a little later each time, when no answer came. */
  query<Data>(document: string, variables?: Variables): Promise<Data>;
  /**
   * Writes once, however often it is sent: each mutation has an idempotency key of its own, so that it is sent again as
   * a query is.
   */
  mutate<Data>(document: string, variables: Variables, options?: MutateOptions): Promise<Data>;
}

/** The variables of a document, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** How a mutation may be sent. */
export interface MutateOptions {
  /**
   * The caller vouches that sending the write twice writes once even without a key, so that it is sent without one where
   * the server takes no more keys. @default false
   */
  readonly safeWithoutKey?: boolean;
}

/** Which gateway a client asks, and how patiently. */
export interface GraphqlClientOptions {
  /** The gateway's endpoint, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
  /** How long one attempt may take, in milliseconds. @default 30000 */
  readonly timeout?: number;
  /** How often a request is sent at most. @default 4 */
  readonly attempts?: number;
  /** The pause before the first repetition, in milliseconds; it doubles each time. @default 250 */
  readonly pauseBefore?: number;
}

/** A client of one endpoint. It holds no connection of its own, so there is nothing to close. */
export function createGraphqlClient(options: GraphqlClientOptions): GraphqlClient {
  return {
    query: (document, variables = {}) => send(options, { kind: 'query', document, variables }),
    async mutate<Data>(document: string, variables: Variables, { safeWithoutKey = false }: MutateOptions = {}) {
      const mutation = { kind: 'mutation', document, variables } as const;
      try {
        return await send<Data>(options, { ...mutation, key: randomUUID() });
      } catch (error) {
        if (!safeWithoutKey || !(error instanceof ApiError) || error.code !== 'TOO_MANY_IDEMPOTENCY_KEYS') throw error;
        return send<Data>(options, mutation);
      }
    },
  };
}

type OperationKind = 'query' | 'mutation';

/** What is sent, again as it was. */
interface Operation {
  readonly kind: OperationKind;
  readonly document: string;
  readonly variables: Variables;
  /** The idempotency key of a mutation. */
  readonly key?: string | undefined;
}

const WORTH_REPEATING: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'TIMEOUT',
  'OUTCOME_UNKNOWN',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
]);

async function send<Data>(options: GraphqlClientOptions, operation: Operation): Promise<Data> {
  const { attempts = 4 } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOnce<Data>(options, operation);
    } catch (error) {
      const again = error instanceof ApiError && WORTH_REPEATING.has(error.code) && attempt < attempts;
      if (!again) throw error;
      await pause((options.pauseBefore ?? 250) * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
    }
  }
}

async function sendOnce<Data>(
  { url, token, timeout = 30_000 }: GraphqlClientOptions,
  { kind, document, variables, key }: Operation,
): Promise<Data> {
  const sent = JSON.stringify({ query: document, variables: withEntries(variables) });
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: sent,
      // A POST that is redirected may arrive as a GET; better to say where the server wants us.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    body = await response.text();
  } catch (error) {
    throw noAnswer(error, kind, url, timeout);
  }
  return readAnswer<Data>(response, body, url, kind);
}

const NEVER_ARRIVED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

function noAnswer(error: unknown, kind: OperationKind, url: string, timeout: number): ApiError {
  const { name, cause } = error as Error & { cause?: { code?: unknown; message?: string } };
  const options = { cause: error };
  if (NEVER_ARRIVED.has(cause?.code)) {
    return new ApiError(
      'UNAVAILABLE',
      `Nothing answers at ${url} (${cause?.code}). Is the server running?`,
      {},
      options,
    );
  }
  const why = name === 'TimeoutError' ? `no answer within ${timeout} ms` : (cause?.message ?? String(error));
  if (kind === 'mutation') {
    return new ApiError(
      'OUTCOME_UNKNOWN',
      `The answer to a write was lost (${why}); it may have happened.`,
      {},
      options,
    );
  }
  return new ApiError(
    name === 'TimeoutError' ? 'TIMEOUT' : 'UNAVAILABLE',
    `${url} did not answer: ${why}.`,
    {},
    options,
  );
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

function readAnswer<Data>(response: Response, body: string, url: string, kind: OperationKind): Data {
  const answer = parseAnswer<Data>(body);
  const first = answer?.errors?.[0];
  if (first) {
    const { code = codeOfStatus(response.status, kind), ...details } = first.extensions ?? {};
    throw new ApiError(String(code), first.message, details);
  }
  if (answer?.data) return answer.data;
  const location = response.headers.get('location');
  const came = `HTTP ${response.status}${location ? ` to ${location}` : ''}, ${response.headers.get('content-type') ?? 'no content type'}`;
  throw new ApiError(codeOfStatus(response.status, kind), `Expected a GraphQL answer from ${url}, got ${came}.`);
}

function parseAnswer<Data>(body: string): Answer<Data> | null {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' ? (answer as Answer<Data> | null) : null;
  } catch {
    return null;
  }
}

/** The nearest public code for an answer that carries none, such as one of a proxy in between. */
function codeOfStatus(status: number, kind: OperationKind): string {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 413) return 'PAYLOAD_TOO_LARGE';
  if (status === 429) return 'UNAVAILABLE';
  // A proxy in between answers so also where the server got the request.
  if (status >= 502 && status <= 504) return kind === 'mutation' ? 'OUTCOME_UNKNOWN' : 'UNAVAILABLE';
  return 'INTERNAL_SERVER_ERROR';
}
