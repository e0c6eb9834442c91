import type { Api } from '../wire/api.js';
import { STAGES, type Stage, stageOf } from './stages.js';
import { isListed, VERSION_FIELDS, type Version } from './version-message.js';

/** Versions that are read with a model; most have no more. */
export const VERSIONS_OF_MODEL = `name versions(first: 10) { nodes { ${VERSION_FIELDS} } pageInfo { hasNextPage } }`;

/** A model with its first versions. */
export interface ModelWithVersions {
  /** Our name of it. */
  readonly name: string;
  readonly versions: {
    readonly nodes: readonly Version[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

const LATEST = `query LatestModelVersions($model: String!, $statuses: [ModelVersionStatus!]!, $by: [ModelVersionOrder!]!) {
  None: modelVersions(first: 1, orderBy: $by, filter: { model: $model, numbered: true, statuses: $statuses,
    tags: [{ key: "mlflow.stage", operator: IS_NULL }] }) { nodes { ${VERSION_FIELDS} } }
  Staging: modelVersions(first: 1, orderBy: $by, filter: { model: $model, numbered: true, statuses: $statuses,
    tags: [{ key: "mlflow.stage", value: "Staging" }] }) { nodes { ${VERSION_FIELDS} } }
  Production: modelVersions(first: 1, orderBy: $by, filter: { model: $model, numbered: true, statuses: $statuses,
    tags: [{ key: "mlflow.stage", value: "Production" }] }) { nodes { ${VERSION_FIELDS} } }
  Archived: modelVersions(first: 1, orderBy: $by, filter: { model: $model, numbered: true, statuses: $statuses,
    tags: [{ key: "mlflow.stage", value: "Archived" }] }) { nodes { ${VERSION_FIELDS} } } }`;

/** Every status but ARCHIVED, which is that of versions that MLflow does not see. */
export const LISTED_STATUSES = ['IN_REVIEW', 'APPROVED', 'REJECTED', 'PRODUCTION', 'QUARANTINED'] as const;

/** The highest number first. */
export const BY_NUMBER = [{ field: 'EXTERNAL_VERSION', direction: 'DESC' }] as const;

/** The version with the highest number in each stage. */
export async function latestVersions({ name, versions }: ModelWithVersions, api: Api): Promise<readonly Version[]> {
  if (!versions.pageInfo.hasNextPage) return latestOf(versions.nodes.filter(isListed));
  const found = await api.ask<Record<Stage, { nodes: readonly Version[] }>>(LATEST, {
    model: name,
    statuses: LISTED_STATUSES,
    by: BY_NUMBER,
  });
  return STAGES.flatMap((stage) => found[stage].nodes);
}

function latestOf(versions: readonly Version[]): readonly Version[] {
  const sorted = versions.toSorted((a, b) => Number(b.externalVersion) - Number(a.externalVersion));
  return STAGES.flatMap((stage) => sorted.find(({ tags }) => stageOf(tags) === stage) ?? []);
}
