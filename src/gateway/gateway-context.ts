import type { Caller } from '#platform/auth/caller.js';
import type { IdempotentRequest } from '#platform/idempotency/idempotent-request.js';
import type { WrittenPositions } from '#platform/ledger/ledger-positions.js';

/** The context of an operation: the caller and the request, which go along to every subgraph. */
export interface GatewayContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** See `SubgraphRequest.cameAt`. */
  readonly cameAt?: number | undefined;
  /** Aborts when the client has gone. Absent in operations of the program itself. */
  readonly signal?: AbortSignal | undefined;
  /** The header `Idempotency-Key`, as the client sent it. */
  readonly idempotencyKey?: string | undefined;
  /** See `IdempotentRequest.isOwn`. */
  readonly isKeyOwn?: boolean | undefined;
  /** The key under which a mutation is sent to subgraphs; set before it is executed. */
  idempotent?: IdempotentRequest | undefined;
  /** How far the operation has written the ledgers of subgraphs; serialized in the answer's extensions. */
  readonly written?: WrittenPositions | undefined;
  /** What came of the operation, by which the response cache decides whether to cache its answer. */
  readonly trace?: OperationTrace | undefined;
}

/** What came of an operation. */
export interface OperationTrace {
  /** The subgraphs that had a part in the answer. */
  readonly subgraphsUsed: Set<string>;
  /** Whether it was executed and nothing is missing in its answer. */
  isComplete: boolean;
  /** Whether a subgraph refused a part for now, and the operation may be sent again as a whole. */
  isOverloaded: boolean;
}
