import { PedigraphError } from './pedigraph-error.js';

/** What is sent. */
export interface Operation {
  readonly document: string;
  /** Its SHA-256, where documents are named by it. */
  readonly hash?: string | undefined;
  /** Whether the hash is sent in place of the text; else the server gets both, and learns it. */
  readonly isKnown?: boolean;
  readonly variables: unknown;
  /** Of a mutation. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How it is sent. */
interface Sending {
  readonly token?: string | undefined;
  readonly timeout?: number;
  readonly fetch?: typeof fetch;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/**
 * Sends an operation once and gives its data.
 * @throws {PedigraphError} where it was refused or has no answer; what the caller's signal ends rejects with its reason
 */
export async function sendOperation(endpoint: string, operation: Operation, sending: Sending): Promise<unknown> {
  const { token, timeout = 30_000, fetch: send = fetch } = sending;
  const { idempotencyKey, signal } = operation;
  // What JSON cannot say is the caller's mistake, and nothing was sent: it is thrown as it is.
  const body = JSON.stringify(bodyOf(operation));
  const ending = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]);
  let response: Response;
  let text: string;
  try {
    response = await send(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      body,
      // Redirected, a POST may arrive as a GET.
      redirect: 'error',
      signal: ending,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    const isLate = (error as Error).name === 'TimeoutError';
    const code = idempotencyKey !== undefined ? 'OUTCOME_UNKNOWN' : isLate ? 'TIMEOUT' : 'UNAVAILABLE';
    const why = isLate ? `within ${timeout} ms` : `(${String((error as Error).cause ?? error)})`;
    throw new PedigraphError(code, `${endpoint} gave no answer ${why}.`, {}, null, { cause: error });
  }
  return dataOf(response, text, endpoint, idempotencyKey !== undefined);
}

function bodyOf({ document, hash, isKnown, variables }: Operation) {
  const query = isKnown === true ? {} : { query: document };
  const extensions = hash === undefined ? {} : { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
  return { ...query, variables, ...extensions };
}

function dataOf(response: Response, text: string, endpoint: string, isWrite: boolean): unknown {
  let answer: Answer | null = null;
  try {
    answer = JSON.parse(text) as Answer | null;
  } catch {
    // Of a proxy, perhaps: refused below.
  }
  const [first] = answer?.errors ?? [];
  if (first !== undefined) {
    const { code = codeOf(response.status, isWrite), ...details } = first.extensions ?? {};
    throw new PedigraphError(String(code), first.message, details, answer?.data ?? null);
  }
  if (answer?.data != null) return answer.data;
  const type = response.headers.get('content-type') ?? 'no content type';
  throw new PedigraphError(
    codeOf(response.status, isWrite),
    `Expected a GraphQL answer of ${endpoint}, and got HTTP ${response.status} with ${type}.`,
  );
}

/** The published code nearest to a status that came without one, such as that of a proxy. */
function codeOf(status: number, isWrite: boolean): string {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 413) return 'PAYLOAD_TOO_LARGE';
  // A proxy answers so also where the server got the request.
  if (status >= 502 && isWrite) return 'OUTCOME_UNKNOWN';
  return status === 429 || status >= 502 ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
}
