import type { ArtifactUpload } from '#integrations/client/artifact-upload.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import type { OnProgress } from '#integrations/client/progress.js';
import type { ImportTally } from '#integrations/importing/report/import-report.js';
import type { SourceRecorder } from '#integrations/importing/source-recorder.js';
import type { FileDigest } from '#integrations/reading/digest-of.js';
import type { MlflowSource } from '../source/mlflow-source.js';
import type { Deletions } from './deletions.js';
import type { CommittedRun } from './store-in-git.js';

/** Whether artifacts are read: `verify` reads and hashes what can be reached; `skip` reads none. */
export type ArtifactMode = 'verify' | 'skip';

/** Copies of artifacts with the server. */
export interface ArtifactCopies {
  readonly upload: ArtifactUpload;
  /** The last files that this import copied, by their paths. */
  readonly copied: Map<string, FileDigest>;
}

/** What every step of one import shares. */
export interface ImportContext {
  readonly client: GraphqlClient;
  readonly source: MlflowSource;
  readonly tally: ImportTally;
  /** Put before every name. */
  readonly namespace: string;
  readonly artifacts: ArtifactMode;
  /** How artifacts are copied; null where they stay where they are. */
  readonly copies: ArtifactCopies | null;
  /** What MLflow has deleted, and what is in use here. */
  readonly deletions: Deletions;
  /** Receives where things are. */
  readonly sources: SourceRecorder;
  /** Where the records of runs lie in Git, by MLflow's id; none where the store does not. */
  readonly committed: ReadonlyMap<string, CommittedRun>;
  /** When the import began, in milliseconds since 1970: what is later has not been. */
  readonly now: number;
  readonly onProgress: OnProgress;
}

/** Why something is written, for those who read its history here. */
export const FOLLOWED = 'as it is in MLflow';
