import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { PlainValue } from '#integrations/reading/values/plain-value.js';

/** How a run ended, in W&B's words; `running` where it may still log, `unknown` where nothing says it. */
export type RunState = 'finished' | 'failed' | 'crashed' | 'running' | 'unknown';

/** A run, from all folders that it wrote: one that was resumed has more than one. */
export interface WandbRun {
  readonly id: string;
  readonly project: RunProject;
  /** What people call it; null where W&B is to give it a name. */
  readonly name: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly group: string | null;
  readonly jobType: string | null;
  readonly sweep: string | null;
  /** Milliseconds since 1970; null where nothing says it. */
  readonly startedAt: number | null;
  /** The last moment of which it wrote anything. */
  readonly lastAt: number | null;
  readonly state: RunState;
  readonly exitCode: number | null;
  /** The configuration, by keys with dots. */
  readonly config: readonly (readonly [key: string, value: PlainValue])[];
  /** The summary, by keys with dots. */
  readonly summary: readonly (readonly [key: string, value: PlainValue])[];
  readonly code: RunCode | null;
  readonly host: RunHost;
  /** The lines of `requirements.txt`. */
  readonly requirements: readonly string[];
  readonly logged: readonly LoggedArtifact[];
  readonly used: readonly UsedArtifact[];
  /** The last point of each metric of its history. */
  readonly lastPoints: ReadonlyMap<string, MetricPoint>;
  /** The points of its history; reads its files each time. */
  points(): AsyncIterable<MetricPoint>;
  /** Files that it saved, by their paths below `files`, with where they lie. */
  readonly files: readonly SavedFile[];
  /** Its last folder, as a report names it. */
  readonly place: string;
}

/** Where a run belongs. */
export interface RunProject {
  /** The user or team; null offline, where nobody has signed in. */
  readonly entity: string | null;
  readonly project: string;
}

/** The commit that ran. */
export interface RunCode {
  readonly commit: string;
  readonly repository: string | null;
  /** Inside the repository. */
  readonly path: string | null;
  /** Whether W&B wrote down what was not committed. */
  readonly dirty: boolean;
}

/** What is taken of the machine: nothing that says whose it is. */
export interface RunHost {
  /** As Python has it: `Linux-6.1.0-x86_64-with-glibc2.36`. */
  readonly os: string | null;
  /** `3.11.7` */
  readonly python: string | null;
  /** The Docker image. */
  readonly image: string | null;
  readonly gpu: string | null;
  readonly gpuCount: number;
  readonly cpuCount: number;
}

/** An artifact that a run logged. */
export interface LoggedArtifact {
  readonly name: string;
  readonly type: string;
  /** Of its manifest, under W&B's own algorithm. */
  readonly digest: string;
  readonly description: string | null;
  /** JSON, as the run gave it. */
  readonly metadata: string | null;
  readonly aliases: readonly string[];
  readonly files: readonly ArtifactEntry[];
  /** Whether its files are listed in a file of their own, which is not read. */
  readonly isListedElsewhere: boolean;
}

/** A file of an artifact. */
export interface ArtifactEntry {
  readonly path: string;
  /** MD5 in base 64 of what was added, the ETag or the URI of what is referenced. */
  readonly digest: string;
  /** Where it is referenced; null for what was added. */
  readonly ref: string | null;
  readonly sizeBytes: number | null;
}

/** An artifact that a run used: the server's id of it, and how it is called. */
export interface UsedArtifact {
  readonly id: string;
  /** With its version: `iris:v3`. */
  readonly name: string;
  readonly type: string;
}

/** A file that a run saved. */
export interface SavedFile {
  /** Below `files`. */
  readonly path: string;
  readonly location: string;
}
