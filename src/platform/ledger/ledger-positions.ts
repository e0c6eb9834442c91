/** The last position that writes have reached in each ledger, by subgraph: `{ "models": 17 }`. */
export type LedgerPositions = Readonly<Record<string, number>>;

/** The key in `extensions` under which an answer reports what was written. */
export const LEDGER_EXTENSION = 'ledger';

/** Collects the positions that the writes of one request have reached. */
export interface WrittenPositions {
  note(positions: unknown): void;
  /** Undefined where nothing was written. */
  read(): LedgerPositions | undefined;
}

/** Makes a collection. */
export function createWrittenPositions(): WrittenPositions {
  let written: Record<string, number> | undefined;
  return {
    note(positions) {
      if (typeof positions !== 'object' || positions === null) return;
      for (const [subgraph, position] of Object.entries(positions)) {
        written ??= {};
        written[subgraph] = Math.max(written[subgraph] ?? 0, Number(position));
      }
    },
    read: () => written,
  };
}
