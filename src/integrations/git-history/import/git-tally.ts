import { type Remark, ReportLines } from '#integrations/importing/report/report-lines.js';

/** What is counted of a repository of code. */
export const KINDS_OF_GIT = [
  'runs',
  'datasets',
  'environments',
  'loggedModels',
  'models',
  'modelVersions',
  'aliasMoves',
] as const;

/** What is counted. A dataset is one content of a path, however many commits have it. */
export type CountedKind = (typeof KINDS_OF_GIT)[number] | 'evaluations';

/** `inRepository` is the sum of the other three. */
export interface KindCount {
  readonly inRepository: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly skipped: number;
}

/** What may be left out: a whole thing, or a part of one. */
export type SkippedKind =
  | 'run'
  | 'dataset'
  | 'environment'
  | 'loggedModel'
  | 'modelVersion'
  | 'alias'
  | 'evaluation'
  | 'parameter'
  | 'metric'
  | 'tag'
  | 'file';

/** Something that was left out. */
export interface Skip {
  readonly kind: SkippedKind;
  readonly path: string;
  /** As half a sentence. */
  readonly reason: string;
  /** The server's code where the server refused it; absent where the repository is the reason. */
  readonly code?: string | undefined;
}

/** Of a digest: whether its bytes are as recorded, are others, or could not be reached. */
export type Verification = 'matching' | 'differing' | 'unreachable';

/** What an import of a repository did, by the kinds that it counts. */
export interface GitImportReport<Kind extends CountedKind = (typeof KINDS_OF_GIT)[number]> {
  /** The repository, as it was named. */
  readonly repository: string;
  readonly namespace: string;
  /** Whether nothing was written. */
  readonly dryRun: boolean;
  /** How many commits were read. */
  readonly commits: number;
  readonly counts: Readonly<Record<Kind, KindCount>>;
  /** What `--verify` found of the digests that DVC records. */
  readonly verification: Readonly<Record<Verification, number>>;
  readonly skips: readonly Skip[];
  /** What was imported, but not whole, or by a rule that people should know. */
  readonly remarks: readonly Remark[];
  /** Where the repository says other than what was imported from it before; what is here stays. */
  readonly contradictions: readonly Remark[];
  /** So many lines of the lists above are not in them. */
  readonly linesLeftOut: number;
}

const COUNTED_AS: Readonly<Partial<Record<SkippedKind, CountedKind>>> = {
  run: 'runs',
  dataset: 'datasets',
  environment: 'environments',
  loggedModel: 'loggedModels',
  modelVersion: 'modelVersions',
  alias: 'aliasMoves',
  evaluation: 'evaluations',
};

/** Gathers a {@link GitImportReport} while the import runs. */
export class GitTally<Kind extends CountedKind = (typeof KINDS_OF_GIT)[number]> {
  readonly #counts: Record<Kind, { -readonly [Key in keyof KindCount]: number }>;
  readonly #lines = new ReportLines();
  readonly #skips: Skip[] = [];
  readonly #remarks: Remark[] = [];
  readonly #contradictions: Remark[] = [];
  readonly #verification: Record<Verification, number> = { matching: 0, differing: 0, unreachable: 0 };
  commits = 0;

  constructor(kinds: readonly Kind[]) {
    this.#counts = Object.fromEntries(
      kinds.map((kind) => [kind, { inRepository: 0, imported: 0, alreadyThere: 0, skipped: 0 }]),
    ) as Record<Kind, { -readonly [Key in keyof KindCount]: number }>;
  }

  count(kind: Kind, outcome: 'imported' | 'alreadyThere'): void {
    this.#counts[kind].inRepository++;
    this.#counts[kind][outcome]++;
  }

  /** Lists what was left out, once, and counts it where it is a whole thing. */
  skip(skip: Skip): void {
    if (!this.#lines.isNew(['skip', skip.kind, skip.path, skip.reason])) return;
    const counted = COUNTED_AS[skip.kind];
    if (counted !== undefined && this.#isCounted(counted)) {
      this.#counts[counted].inRepository++;
      this.#counts[counted].skipped++;
    }
    this.#lines.add(this.#skips, skip);
  }

  verified(verification: Verification): void {
    this.#verification[verification]++;
  }

  remark(path: string, remark: string): void {
    if (this.#lines.isNew(['remark', path, remark])) this.#lines.add(this.#remarks, { path, remark });
  }

  contradict(path: string, remark: string): void {
    if (this.#lines.isNew(['contradiction', path, remark])) this.#lines.add(this.#contradictions, { path, remark });
  }

  report(of: Pick<GitImportReport, 'repository' | 'namespace' | 'dryRun'>): GitImportReport<Kind> {
    return {
      ...of,
      commits: this.commits,
      counts: structuredClone(this.#counts),
      verification: { ...this.#verification },
      skips: this.#skips,
      remarks: this.#remarks,
      contradictions: this.#contradictions,
      linesLeftOut: this.#lines.leftOut,
    };
  }

  #isCounted(kind: CountedKind): kind is Kind {
    return kind in this.#counts;
  }
}
