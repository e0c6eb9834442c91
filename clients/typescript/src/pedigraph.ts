import { PedigraphError } from './pedigraph-error.js';
import { type Operation, sendOperation } from './send-operation.js';
import type { TypedDocument } from './typed-document.js';

/** Where the server is, and who asks. */
export interface PedigraphOptions {
  /** The server, or its endpoint: `https://pedigraph.example`. */
  readonly url: string;
  /** An API key or another bearer token. */
  readonly token?: string | undefined;
  /** How long one attempt may take, in milliseconds. @default 30000 */
  readonly timeout?: number;
  /** How often something is sent at most. @default 4 */
  readonly attempts?: number;
  /** The pause before it is sent again, in milliseconds; it doubles each time. @default 250 */
  readonly pauseBefore?: number;
  /** Whether documents are named by their hash, and sent whole only to a server that does not know them. @default false */
  readonly persisted?: boolean;
  /** @default the fetch that is there */
  readonly fetch?: typeof fetch;
}

/** How one operation is sent. */
export interface SendOptions {
  /** Ends the operation. */
  readonly signal?: AbortSignal;
  /**
   * Of a mutation: under the same key it is done once, however often it is sent, for 24 hours. @default one of its own
   */
  readonly idempotencyKey?: string;
}

/** How a query is sent. */
type QueryOptions = Pick<SendOptions, 'signal'>;

/** Documents without variables need none. */
type Given<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: QueryOptions]
    : [variables: Variables, options?: QueryOptions];

/** A page of a connection. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined };
}

/** Codes after which the same is sent again; a mutation under its key is done once. */
const WORTH_REPEATING: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'TIMEOUT',
  'OUTCOME_UNKNOWN',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
]);

/** A client of one server. It holds no connection, so there is nothing to close. */
export class Pedigraph {
  readonly #options: PedigraphOptions;
  readonly #endpoint: string;

  /** @throws {PedigraphError} BAD_USER_INPUT for a URL with user or password; a TypeError for what is no URL */
  constructor(options: PedigraphOptions) {
    const { pathname, href, username, password } = new URL(options.url);
    // No fetch takes them, and each error would show them.
    if (username !== '' || password !== '')
      throw new PedigraphError(
        'BAD_USER_INPUT',
        'Expected a URL without user and password: pass an API key as `token`.',
      );
    this.#options = options;
    this.#endpoint = pathname === '/' ? new URL('/graphql', href).href : href;
  }

  /**
   * Asks; again, a little later each time, where no answer came.
   * @throws {PedigraphError} with the server's code and sentence
   */
  query<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...[variables, options]: Given<Variables>
  ): Promise<Result> {
    return this.#send({ document: String(document), variables, ...options });
  }

  /**
   * Writes, once however often it is sent.
   * @throws {PedigraphError} with the server's code and sentence
   */
  mutate<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { signal, idempotencyKey = crypto.randomUUID() }: SendOptions = {},
  ): Promise<Result> {
    return this.#send({ document: String(document), variables, idempotencyKey, signal });
  }

  /**
   * Every node of a connection, page by page.
   * @param pageOf where the connection is in an answer; null where there is none
   */
  async *nodes<Result, Variables, Node>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    pageOf: (result: Result) => Page<Node> | null | undefined,
  ): AsyncGenerator<Node, void> {
    let after: string | null | undefined;
    do {
      const given = after == null ? variables : { ...variables, after };
      const page = pageOf(await this.query(document, ...([given] as Given<Variables>)));
      yield* page?.nodes ?? [];
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after != null);
  }

  async #send<Result>(operation: Operation): Promise<Result> {
    const { attempts = 4, pauseBefore = 250, persisted = false } = this.#options;
    const hash = persisted ? await hashOf(operation.document) : undefined;
    let isKnown = persisted;
    for (let attempt = 1; ; attempt++) {
      try {
        return (await sendOperation(this.#endpoint, { ...operation, hash, isKnown }, this.#options)) as Result;
      } catch (error) {
        if (!(error instanceof PedigraphError)) throw error;
        if (error.code === 'PERSISTED_QUERY_NOT_FOUND' && isKnown) {
          // The server learns it with the next sending, which is no attempt more.
          isKnown = false;
          attempt--;
          continue;
        }
        if (!WORTH_REPEATING.has(error.code) || attempt >= attempts) throw error;
        await pause(pauseBefore * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), operation.signal);
      }
    }
  }
}

/** Waits so many milliseconds; a signal ends it with its reason. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

/** The SHA-256 of a document, in hexadecimal. */
async function hashOf(document: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(document));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
