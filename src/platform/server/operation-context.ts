import type { Caller } from '../auth/caller.js';
import type { WrittenPositions } from '../ledger/ledger-positions.js';

/**
 * Called with the type of an operation that was answered (`unknown` where it could not be read), and `ok` or its first
 * error's code (`OTHER` for one that a subgraph of somebody else made up).
 */
export type OperationEnd = (type: string, outcome: string) => void;

/** The least that the context of an operation holds. */
export interface OperationContext {
  readonly requestId: string;
  readonly caller?: Caller | undefined;
  /** How far the operation has written the ledgers of subgraphs. */
  readonly written?: WrittenPositions | undefined;
  /** Called with how the operation ended. */
  readonly operationEnded?: OperationEnd | undefined;
}
