import type { Problem } from './problem.js';

/** What is counted. An environment is a distinct set of runtime and packages; the store has no such thing of its own. */
export type CountedKind = 'experiments' | 'runs' | 'environments' | 'models' | 'modelVersions' | 'aliases';

/** `inStore` is the sum of the other three. */
export interface KindCount {
  readonly inStore: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly skipped: number;
}

/** Something that was left out. */
export interface Skip extends Omit<Problem, 'kind'> {
  readonly kind: Problem['kind'] | 'environment';
  /** The server's code where the server refused it; absent where the store is the reason. */
  readonly code?: string | undefined;
}

/** What an import did, to the last file that was left out. */
export interface ImportReport {
  /** The folder that was read. */
  readonly store: string;
  readonly counts: Readonly<Record<CountedKind, KindCount>>;
  /** Metric points that are stored now, equal ones of a run once; those of runs that were already sealed are not sent again. */
  readonly metricPoints: number;
  readonly skips: readonly Skip[];
  /** What was imported, but not whole or not as MLflow has it. */
  readonly remarks: readonly { readonly path: string; readonly remark: string }[];
}

/** Gathers an {@link ImportReport} while the import runs. Paths are relative to the store. */
export class ImportTally {
  readonly #counts = Object.fromEntries(
    KINDS.map((kind) => [kind, { inStore: 0, imported: 0, alreadyThere: 0, skipped: 0 }]),
  ) as Record<CountedKind, { -readonly [Key in keyof KindCount]: number }>;
  readonly #skips: Skip[] = [];
  readonly #reported = new Set<string>();
  readonly #remarks: { path: string; remark: string }[] = [];
  metricPoints = 0;

  count(kind: CountedKind, outcome: 'imported' | 'alreadyThere'): void {
    this.#counts[kind].inStore++;
    this.#counts[kind][outcome]++;
  }

  /** Lists what was left out and, where it is a whole thing rather than a part of one, counts it. */
  skip(skip: Skip): void {
    // A model's files are read for its run and for its version: one problem is reported once.
    const key = JSON.stringify([skip.kind, skip.path, skip.reason]);
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    const counted = COUNTED_AS[skip.kind];
    if (counted) {
      this.#counts[counted].inStore++;
      this.#counts[counted].skipped++;
    }
    this.#skips.push(skip);
  }

  remark(path: string, remark: string): void {
    this.#remarks.push({ path, remark });
  }

  report(store: string): ImportReport {
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    return {
      store,
      counts: structuredClone(this.#counts),
      metricPoints: this.metricPoints,
      skips: this.#skips.toSorted(byPath),
      remarks: this.#remarks.toSorted(byPath),
    };
  }
}

const KINDS: readonly CountedKind[] = ['experiments', 'runs', 'environments', 'models', 'modelVersions', 'aliases'];

const COUNTED_AS: Readonly<Partial<Record<Skip['kind'], CountedKind>>> = {
  experiment: 'experiments',
  run: 'runs',
  environment: 'environments',
  model: 'models',
  modelVersion: 'modelVersions',
  alias: 'aliases',
};
