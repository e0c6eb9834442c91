import { hexOf, millis, pairsOf } from '../tracking/ids.js';
import { STAGE_TAG, stageOf } from './stages.js';

/** What is read of a version. */
export const VERSION_FIELDS = `ref version externalVersion createdAt createdBy createdElsewhereAt createdElsewhereBy updatedAt
  description status tags config run { id } aliases { name } reproducibility { verdict }`;

/** A version as the API gives it. */
export interface Version {
  readonly ref: string;
  readonly version: string;
  /** MLflow's number; null of what MLflow has none for, and so does not see. */
  readonly externalVersion: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly createdElsewhereAt: string | null;
  readonly createdElsewhereBy: string | null;
  readonly updatedAt: string;
  readonly description: string | null;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly config: unknown;
  readonly run: { readonly id: string } | null;
  readonly aliases: readonly { readonly name: string }[];
  readonly reproducibility: { readonly verdict: string };
}

/** What MLflow says of a version that has no field here: a part of its configuration, and so sealed. */
export interface VersionOrigin {
  readonly source: string | null;
  readonly run_id: string | null;
  readonly model_id?: string;
  readonly run_link?: string;
  /** Where the files lie, where that is not `source`. */
  readonly storage_location?: string;
}

/** The tag of a version that says whether it can be made again. */
export const VERDICT_TAG = 'pedigraph.reproducibility';

/** Tags that stand for fields of MLflow's version, by an import or by the facade: they are not among its tags. */
export const FIELD_TAGS: readonly string[] = [STAGE_TAG, 'mlflow.created_at', 'mlflow.user_id'];

/** Whether MLflow sees a version: one that was deleted there is archived here, and one without a number has no name there. */
export function isListed({ status, externalVersion }: Pick<Version, 'status' | 'externalVersion'>): boolean {
  return status !== 'ARCHIVED' && externalVersion !== null;
}

/** What MLflow says of it; nothing of a version that was registered elsewhere. */
export function originOf({ config }: Pick<Version, 'config'>): Partial<VersionOrigin> {
  const mlflow = isObject(config) ? config['mlflow'] : undefined;
  return isObject(mlflow) ? (mlflow as Partial<VersionOrigin>) : {};
}

/** MLflow's id of the run that made it: of a run that is here, its own. */
export function runIdOf(version: Pick<Version, 'config' | 'run'>): string | null {
  return version.run === null ? (originOf(version).run_id ?? null) : hexOf(version.run.id);
}

/** Where its files lie. */
export function downloadUriOf(version: Pick<Version, 'config'>): string | null {
  const { storage_location, source } = originOf(version);
  return storage_location ?? source ?? null;
}

/** A version as MLflow writes it. */
export function versionMessage(name: string, version: Version): object {
  const { tags } = version;
  const { source, run_link } = originOf(version);
  return {
    name,
    version: version.externalVersion,
    creation_timestamp: millis(version.createdElsewhereAt ?? tags['mlflow.created_at'] ?? version.createdAt),
    last_updated_timestamp: millis(version.updatedAt),
    user_id: version.createdElsewhereBy ?? tags['mlflow.user_id'] ?? version.createdBy,
    current_stage: stageOf(tags),
    description: version.description ?? '',
    source: source ?? '',
    run_id: runIdOf(version) ?? '',
    run_link: run_link ?? '',
    status: 'READY',
    tags: pairsOf(tagsOfVersion(version)),
    aliases: version.aliases.map((alias) => alias.name),
  };
}

/** The tags that MLflow sees. */
export function tagsOfVersion({ tags }: Pick<Version, 'tags'>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !FIELD_TAGS.includes(key)));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
