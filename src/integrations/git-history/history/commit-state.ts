import type { DeclaredStage, Pipeline } from '../dvc/pipeline.js';
import type { DvcConfig } from '../dvc/read-config.js';
import type { DvcFile } from '../dvc/read-dvc-file.js';
import type { LockedStage } from '../dvc/read-lock.js';
import type { Commit } from '../objects/commits.js';
import type { TreeFile } from '../objects/trees.js';

/** A stage at a commit: as it is declared, and as it ran last. */
export interface StageState {
  readonly name: string;
  /** Null where the dvc.yaml has it no more, or cannot be read. */
  readonly declared: DeclaredStage | null;
  /** Null where it never ran. */
  readonly locked: LockedStage | null;
}

/** A dvc.yaml with its dvc.lock at a commit. */
export interface PipelineState {
  /** The dvc.yaml, from the top of the repository, whether it is there or not. */
  readonly path: string;
  readonly folder: string;
  /** Null where it is not there, or cannot be read. */
  readonly pipeline: Pipeline | null;
  /** In the order of the dvc.yaml; what only the lock has comes last. */
  readonly stages: readonly StageState[];
}

/** A `.dvc` file at a commit. */
export interface DvcFileState {
  readonly path: string;
  readonly file: DvcFile;
  /** The stage that a `.dvc` file of an old DVC is; null where it only tracks. */
  readonly pipeline: PipelineState | null;
}

/** What a file cannot be read for. */
export interface FileProblem {
  readonly path: string;
  /** As half a sentence. */
  readonly reason: string;
}

/** What DVC says at a commit. */
export interface CommitState {
  readonly commit: Commit;
  readonly pipelines: readonly PipelineState[];
  readonly dvcFiles: readonly DvcFileState[];
  readonly environments: readonly TreeFile[];
  /** What each `.dvc/config` says, by the folder that its `.dvc` lies in: a repository may hold several DVC projects. */
  readonly configs: ReadonlyMap<string, DvcConfig>;
  readonly problems: readonly FileProblem[];
}
