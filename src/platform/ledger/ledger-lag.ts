/** How far the follower of a ledger is behind it. Null while the ledger's subgraph does not answer. */
export interface LedgerLag {
  /** The subgraph that keeps the ledger. */
  readonly ledger: string;
  /** Events that it holds and the follower has not taken in, counted up to a thousand. */
  readonly events: number | null;
  /** Age of the oldest of them, in seconds; 0 where there is none. */
  readonly seconds: number | null;
}
