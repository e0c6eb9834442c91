import type { LookedAt } from '#integrations/importing/settle-contradictions.js';
import type { SourceRecorder } from '#integrations/importing/source-recorder.js';

/** What `registerDatasetVersion` takes of an importer. */
export interface DatasetInput {
  readonly dataset: string;
  /** Derived where left out. */
  readonly version?: string | undefined;
  readonly license?: string | undefined;
  readonly files: readonly FileInput[];
  readonly externalDigest?: { readonly algorithm: string; readonly value: string } | undefined;
  readonly derivedFrom: readonly string[];
  readonly statistics?: object | undefined;
  readonly source?: string | undefined;
  readonly description?: string | undefined;
}

/** A file as the API takes it. */
export interface FileInput {
  readonly path: string;
  readonly uri: string;
  readonly digest?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly mediaType?: string | undefined;
}

/** A dataset version that is there. */
export interface DatasetVersionHere {
  readonly ref: string;
  readonly externalDigest: { readonly algorithm: string; readonly value: string } | null;
  readonly files: readonly { readonly digest: string | null; readonly uri: string }[];
}

/** A model version that is there. */
export interface ModelVersionHere {
  readonly ref: string;
  readonly version: string;
  readonly code: { readonly commit: string } | null;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly status: string;
}

/** A model version that is there, by a tag of it. */
export interface TaggedVersion {
  readonly ref: string;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly code: { readonly commit: string; readonly repository: string | null } | null;
}

/** A move of an alias that is there, newest first. */
export interface AliasChangeHere {
  readonly alias: string;
  readonly reason: string | null;
  readonly modelVersion: { readonly version: string } | null;
}

/** A thing that was written, or was there. */
export interface Written {
  readonly created: boolean;
  readonly id: string;
}

/** Where an import writes to: the gateway, or nowhere, in a dry run. Throws `ApiError`. */
export interface Destination {
  /** The runs that are there, by their external ids. */
  findRuns(experiment: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  registerRun(input: object): Promise<Written>;
  addReadModels(run: string, loggedModels: readonly string[]): Promise<void>;
  /** Names dataset versions, by ref, that a run made. */
  addOutputs(run: string, datasetVersions: readonly string[]): Promise<void>;
  findLoggedModel(experiment: string, externalId: string): Promise<string | null>;
  /** Makes a logged model that is READY. */
  makeLoggedModel(input: object, files: readonly FileInput[]): Promise<Written>;
  /** The versions of a dataset; none where it is not there. */
  datasetVersions(name: string): Promise<readonly DatasetVersionHere[]>;
  /** Its `id` is its ref. */
  registerDataset(input: DatasetInput): Promise<Written>;
  registerEnvironment(input: object): Promise<Written>;
  createModel(input: object): Promise<Written>;
  modelVersions(name: string): Promise<readonly ModelVersionHere[]>;
  /** The versions below a namespace that have a tag, newest first. */
  taggedVersions(namespace: string, tag: string): Promise<readonly TaggedVersion[]>;
  settleContradictions(lookedAt: LookedAt): Promise<void>;
  /** Records where in the repository things are. */
  readonly sources: SourceRecorder;
  /** Its `id` is its version. */
  registerModelVersion(input: object): Promise<Written>;
  setTags(of: string, set: Readonly<Record<string, string>>): Promise<void>;
  setStatus(of: string, status: string, reason: string): Promise<void>;
  aliasChanges(model: string): Promise<readonly AliasChangeHere[]>;
  /** Points an alias, or takes it away. */
  moveAlias(move: AliasMoveInput): Promise<void>;
}

/** A move of an alias; null for nowhere. */
export interface AliasMoveInput {
  readonly model: string;
  readonly alias: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  /** When it moved there. */
  readonly movedElsewhereAt: string | undefined;
}
