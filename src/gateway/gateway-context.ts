import type { Caller } from '../platform/auth/caller.js';

/** Who asks the gateway; goes along to every subgraph. */
export interface GatewayContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** Aborts when the client has gone. Absent in operations of the program itself. */
  readonly signal?: AbortSignal | undefined;
}
