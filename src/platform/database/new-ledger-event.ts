declare const defined: unique symbol;

/**
 * What a write records, before the ledger gives it a position. Made by what `defineEvent` returns, and by nothing else.
 */
export interface NewLedgerEvent {
  readonly [defined]: true;
  /** What happened, in the past tense: `ModelVersionRegistered`. */
  readonly type: string;
  /** The ref or name it happened to. */
  readonly subject: string;
  /** All that a reader needs to follow without asking back: JSON. */
  readonly payload: LedgerPayload;
}

/** What every payload may hold beside its own facts. */
export interface LedgerPayload {
  readonly [fact: string]: unknown;
  /** The node this write adds to the lineage, and what it rests on. */
  readonly lineage?: LineageFact | undefined;
}

/** A node of the lineage as the ledger names it. */
export interface LineageNodeFact {
  readonly kind: string;
  readonly id: string;
  readonly ref: string;
}

/** Something that a node was made from. */
export interface LineageUpstream extends LineageNodeFact {
  readonly relation: string;
  /** The columns that were read, of an upstream that has columns. Left out where they were not reported. */
  readonly columns?: readonly string[] | undefined;
  /** Which of its columns which of the node's were made from. Left out where that was not reported. */
  readonly columnEdges?: readonly { readonly from: string; readonly to: string }[] | undefined;
}

/** A node and its edges to what it was made from; `relation` reads from the node: TRAINED_ON, DERIVED_FROM, … */
export interface LineageFact {
  readonly node: LineageNodeFact;
  readonly upstream: readonly LineageUpstream[];
}
