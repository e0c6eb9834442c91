/** Who tries; each has a token of its own. */
export type Attacker = 'nobody' | 'viewer' | 'contributor' | 'maintainer' | 'admin';

/** One attack: what is sent, and what has to come back beside what holds for all of them (see `judge`). */
export interface Attack {
  readonly name: string;
  /** @default contributor */
  readonly as?: Attacker;
  /** @default POST */
  readonly method?: string;
  /** @default /graphql */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In place of a body: an operation as JSON. */
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The statuses that are right. */
  readonly status: readonly number[];
  /** The code of the first error; left out, there may be none. */
  readonly code?: string;
  /** Whether an answer must be none that a browser shows or runs. @default false */
  readonly safely?: boolean;
}

const GRAPHQL_STATUS = [200, 400] as const;

/** An operation that has to be refused with this code, whatever its status: of one that was begun it is 200. */
export function refused(name: string, code: string, query: string, more: Partial<Attack> = {}): Attack {
  return { name, query, code, status: [...GRAPHQL_STATUS, 401, 403, 404, 405, 409], ...more };
}

/** An operation whose hostile text is taken as text: answered, or refused as input. */
export function inert(name: string, query: string, variables: Readonly<Record<string, unknown>> = {}): Attack {
  return { name, query, variables, status: [...GRAPHQL_STATUS, 404] };
}

/** A text so often. */
export function times(count: number, make: string | ((index: number) => string)): string {
  return Array.from({ length: count }, (_, index) => (typeof make === 'string' ? make : make(index))).join('');
}
