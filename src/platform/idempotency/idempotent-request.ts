import { createHash } from 'node:crypto';

/** What a request that was sent with an idempotency key carries from the gateway to every subgraph that it writes in. */
export interface IdempotentRequest {
  /** The key that the client gave. */
  readonly key: string;
  /** The digest of the client's whole operation: under one key it is always the same operation. */
  readonly operation: string;
  /**
   * Where in the operation the request stands: empty where the gateway sends it, else the mutation field that asked
   * another subgraph to write, so that each of its requests is told from the others.
   */
  readonly path: string;
  /**
   * Whether this server made the key for this one operation: no other operation can have it, and no client can send it
   * again, so its steps alone are stored. @default false
   */
  readonly isOwn?: boolean | undefined;
}

/** Characters of a step's name that are stored as they are; of a longer one its digest is. */
const LONGEST_STEP = 200;

/** The name of a step below a path, as short as an index wants it. */
export function stepBelow({ path }: Pick<IdempotentRequest, 'path'>, name: string): string {
  const step = path === '' ? name : `${path}/${name}`;
  return step.length <= LONGEST_STEP ? step : createHash('sha256').update(step).digest('hex');
}
