import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/**
 * Another API beside GraphQL's, at a path of its own: it answers in another tool's form, and asks the server's GraphQL
 * API in the name of whoever sent the request. Authentication, limits and guards of the server stand before it.
 */
export interface Mount {
  /** Where it begins, such as `/tool`. */
  readonly path: string;
  /** Whether the path itself is answered, too. @default what is below it alone */
  readonly isExact?: boolean | undefined;
  /** What anybody may GET below it, under any name of the server: probes, which have no credential. */
  readonly open: readonly string[];
  /** What files are sent to, which may take longer than other requests. @default nothing */
  readonly uploads?: Uploads | undefined;
  /** Loads what answers; called once, when the first request has come. */
  readonly load: () => Promise<MountedApi>;
}

/** Paths to which files are sent. */
export interface Uploads {
  readonly method: 'POST' | 'PUT';
  /** What the paths begin with, below that of the mount: `/files/`. */
  readonly below: readonly string[];
  /** How long one may take to arrive, in milliseconds. */
  readonly time: number;
}

/** What answers below the path of a mount. */
export interface MountedApi {
  /** Answers a request; what it throws is answered by `refuse`. */
  answer(request: MountedRequest): Promise<MountedAnswer>;
  /** The answer to a request that the server refused before, or over which this API failed. */
  refuse(refusal: Refusal): MountedAnswer;
}

/** A request below the path of a mount. */
export interface MountedRequest {
  readonly method: string;
  /** Behind the mount's path, decoded: `/runs/get`. */
  readonly path: string;
  /** What stands behind `?`, by name; a name that stands there twice has a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: IncomingHttpHeaders;
  /** The body as it comes, for what is not JSON. */
  readonly body: Readable;
  /**
   * The body as JSON; undefined where it is empty.
   * @throws {PedigraphError} BAD_REQUEST where it is none, PAYLOAD_TOO_LARGE above the limits of the server
   */
  readonly json: () => Promise<unknown>;
  readonly ask: AskApi;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
}

/**
 * Has the GraphQL API answer a document in the name of whoever sent the request, as if he had sent it to `/graphql`: by
 * the same limits, rights, caches and idempotency keys. Refuses mutations where the request is a GET, which only reads.
 */
export type AskApi = (
  document: string,
  variables?: Readonly<Record<string, unknown>>,
  options?: AskOptions,
) => Promise<ApiAnswer>;

/** How an operation is asked. */
export interface AskOptions {
  /**
   * Whether its mutation has to happen once and its sender may give no key: it has one of the server's own, under which
   * it is asked again where the answer was lost. OUTCOME_UNKNOWN is answered where none came then either.
   * @default false
   */
  readonly once?: boolean | undefined;
}

/** The answer to an operation. */
export interface ApiAnswer {
  readonly data?: unknown;
  readonly errors?: readonly ReportedError[] | undefined;
}

/** An error as it is reported to clients. */
export interface ReportedError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Why a request is not answered. */
export interface Refusal extends ReportedError {
  /** The HTTP status that the server would answer with. */
  readonly status: number;
}

/** An answer of a mounted API. */
export interface MountedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable;
}
