import type { OnProblem, Problem } from '../problem.js';
import { type Remark, ReportLines } from './report-lines.js';

const COUNTED_KINDS = [
  'experiments',
  'runs',
  'loggedModels',
  'datasets',
  'environments',
  'models',
  'modelVersions',
  'aliases',
] as const;

/**
 * What is counted. An environment is a distinct set of runtime and packages, of which the store has no such thing of its
 * own; a dataset is one that runs read, once however many they are.
 */
export type CountedKind = (typeof COUNTED_KINDS)[number];

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
  /** What was read. */
  readonly store: string;
  readonly counts: Readonly<Record<CountedKind, KindCount>>;
  /** Metric points that are stored now, equal ones of a run once; those of runs that were already sealed are not sent again. */
  readonly metricPoints: number;
  readonly skips: readonly Skip[];
  /** What had changed in the source since an import before, and was changed here as well. */
  readonly changes: readonly Remark[];
  /** What was imported, but not whole or not as MLflow has it. */
  readonly remarks: readonly Remark[];
  /** So many lines of the three lists above are not in them. */
  readonly linesLeftOut: number;
}

/** Gathers an {@link ImportReport} while the import runs. Paths are relative to the store. */
export class ImportTally {
  readonly #counts = Object.fromEntries(
    COUNTED_KINDS.map((kind) => [kind, { inStore: 0, imported: 0, alreadyThere: 0, skipped: 0 }]),
  ) as Record<CountedKind, { -readonly [Key in keyof KindCount]: number }>;
  readonly #skips: Skip[] = [];
  readonly #lines = new ReportLines();
  readonly #changes: Remark[] = [];
  readonly #remarks: Remark[] = [];
  readonly #unreached = new Map<string, number>();
  #isRefused = false;
  #isPostponed = false;
  #isChanged = false;
  metricPoints = 0;

  /** Whether nothing is left for the next import: the server refused nothing, and nothing was put off. */
  get isWhole(): boolean {
    return !this.#isRefused && !this.#isPostponed;
  }

  /** Whether anything was imported or changed. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  count(kind: CountedKind, outcome: 'imported' | 'alreadyThere'): void {
    this.#isChanged ||= outcome === 'imported';
    this.#counts[kind].inStore++;
    this.#counts[kind][outcome]++;
  }

  /** Lists what was left out and, where it is a whole thing rather than a part of one, counts it. */
  skip(skip: Skip): void {
    this.#isRefused ||= skip.code !== undefined;
    // A model's files are read for its run and for its version: one problem is reported once.
    if (!this.#lines.isNew(['skip', skip.kind, skip.path, skip.reason])) return;
    const counted = COUNTED_AS[skip.kind];
    if (counted) {
      this.#counts[counted].inStore++;
      this.#counts[counted].skipped++;
    }
    this.#lines.add(this.#skips, skip);
  }

  /** Lists what was changed here because it had changed in the source. */
  change(path: string, remark: string): void {
    this.#isChanged = true;
    this.#lines.add(this.#changes, { path, remark });
  }

  /** {@link ImportTally.skip} of what the source, and not the server, is the reason for. */
  readonly problem: OnProblem = (problem) => this.skip(problem);

  remark(path: string, remark: string): void {
    if (this.#lines.isNew(['remark', path, remark])) this.#lines.add(this.#remarks, { path, remark });
  }

  /** {@link ImportTally.remark} of what the next import is to do. */
  postpone(path: string, remark: string): void {
    this.#isPostponed = true;
    this.remark(path, remark);
  }

  /** Counts a run whose artifacts lie where they cannot be read from here. */
  unreached(place: string): void {
    this.#unreached.set(place, (this.#unreached.get(place) ?? 0) + 1);
  }

  report(store: string): ImportReport {
    for (const [place, count] of this.#unreached) {
      this.remark(
        'artifacts',
        `those of ${count} ${count === 1 ? 'run' : 'runs'} lie at ${place}, which cannot be reached from here`,
      );
    }
    return {
      store,
      counts: structuredClone(this.#counts),
      metricPoints: this.metricPoints,
      skips: this.#skips.toSorted(byPath),
      changes: this.#changes.toSorted(byPath),
      remarks: this.#remarks.toSorted(byPath),
      linesLeftOut: this.#lines.leftOut,
    };
  }
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

const COUNTED_AS: Readonly<Partial<Record<Skip['kind'], CountedKind>>> = {
  experiment: 'experiments',
  run: 'runs',
  loggedModel: 'loggedModels',
  dataset: 'datasets',
  environment: 'environments',
  model: 'models',
  modelVersion: 'modelVersions',
  alias: 'aliases',
};
