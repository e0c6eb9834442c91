import DataLoader from 'dataloader';
import {
  createIdLoader,
  createListLoader,
  createLoader,
  type ListLoader,
  type RowLoader,
} from '#platform/loading/loader.js';
import { createRefLoader } from '#platform/loading/ref-loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Ports } from '#platform/ports/ports.js';
import type { Alias } from './alias/alias.type.js';
import type { AliasChange } from './alias/alias-change.entity.js';
import { type CurrentAnnotations, currentOf } from './annotation/current-annotations.js';
import type { Approval } from './approval/approval.entity.js';
import type { Repositories } from './context.js';
import type { Deployment } from './deployment/deployment.entity.js';
import type { DeploymentEnd } from './deployment/deployment-end.entity.js';
import type { Model } from './model/model.entity.js';
import type { ModelVersion, ModelVersionRow } from './model-version/model-version.entity.js';
import type { StatusChange } from './status/status-change.entity.js';
import { type KeysOfModel, keysOfModel } from './version-table/keys-of-model.js';

/** A loader for each moment a request asks about; null is now. */
export type LoaderAsOf<Loader> = (asOf: Date | null) => Loader;

/** Every by-key read of this subgraph. */
export interface ModelsLoaders {
  readonly modelById: RowLoader<Model>;
  readonly modelByName: RowLoader<Model>;
  readonly versionById: RowLoader<ModelVersionRow>;
  readonly versionByRef: RowLoader<ModelVersionRow>;
  readonly versionByRefAsOf: LoaderAsOf<RowLoader<ModelVersionRow>>;
  readonly wholeVersionById: RowLoader<ModelVersion>;
  readonly statusAsOf: LoaderAsOf<RowLoader<StatusChange>>;
  readonly aliasesAsOf: LoaderAsOf<DataLoader<string, Alias[]>>;
  readonly nextAliasChange: DataLoader<AliasChange, AliasChange | null, string>;
  readonly annotationsAsOf: LoaderAsOf<DataLoader<string, CurrentAnnotations>>;
  readonly approvalsAsOf: LoaderAsOf<ListLoader<Approval>>;
  readonly keysOfModel: DataLoader<string, KeysOfModel>;
  readonly deploymentById: RowLoader<Deployment>;
  readonly deploymentEnd: RowLoader<DeploymentEnd>;
}

/** The loaders of one request. */
export function createModelsLoaders(repositories: Repositories, sealed: SealedRows, ports: Ports): ModelsLoaders {
  const { models, versions, statuses, aliases, annotations, approvals, deployments } = repositories;
  const versionById = createIdLoader<ModelVersionRow>(
    (ids) => versions.findByIds(ids),
    (row) => row.id,
    sealed.of('version'),
  );
  const versionByRefAsOf = perMoment((asOf) =>
    createRefLoader<ModelVersionRow>(
      (refs) => versions.idsByRef(refs, asOf),
      versionById,
      asOf === null ? sealed.of('ref') : undefined,
    ),
  );
  return {
    modelById: createIdLoader(
      (ids) => models.findByIds(ids),
      (row) => row.id,
      sealed.of('model'),
    ),
    modelByName: createLoader(
      (names) => models.findByNames(names),
      (row) => row.name,
      sealed.of('model by name'),
    ),
    versionById,
    versionByRef: versionByRefAsOf(null),
    versionByRefAsOf,
    wholeVersionById: createIdLoader(
      (ids) => versions.findWholeByIds(ids),
      (row) => row.id,
      sealed.of('whole version'),
    ),
    statusAsOf: perMoment((asOf) =>
      createLoader(
        (ids) => statuses.standing(ids, asOf),
        (row) => row.modelVersionId,
      ),
    ),
    aliasesAsOf: perMoment((asOf) => aliasesLoader(asOf, aliases, versionById)),
    nextAliasChange: new DataLoader(async (changes) => nextOf(changes, await aliases.successorsOf(changes)), {
      cacheKeyFn: (change) => change.id,
    }),
    annotationsAsOf: perMoment(
      (asOf) =>
        new DataLoader(async (ids) => {
          const rows = await annotations.standing(ids, asOf);
          return ids.map((id) => currentOf(rows.filter((row) => row.subjectId === id)));
        }),
    ),
    approvalsAsOf: perMoment((asOf) =>
      createListLoader(
        (ids) => approvals.standing(ids, asOf),
        (row) => row.modelVersionId,
      ),
    ),
    keysOfModel: new DataLoader((ids) => Promise.all(ids.map((id) => keysOfModel(id, { ...repositories, ports })))),
    deploymentById: createIdLoader(
      (ids) => deployments.findByIds(ids),
      (row) => row.id,
      sealed.of('deployment'),
    ),
    deploymentEnd: createLoader(
      (ids) => deployments.endsOf(ids),
      (row) => row.deploymentId,
      sealed.of('deployment end'),
    ),
  };
}

function aliasesLoader(
  asOf: Date | null,
  aliases: Repositories['aliases'],
  versionById: RowLoader<ModelVersionRow>,
): DataLoader<string, Alias[]> {
  return new DataLoader(async (modelIds) => {
    const standing = await aliases.standing(modelIds, asOf);
    const found = await Promise.all(
      standing.map(async ({ modelId, alias, modelVersionId, validFrom, actor }) => {
        const modelVersion = modelVersionId === null ? null : await versionById.load(modelVersionId);
        return { modelId, alias: modelVersion && { name: alias, modelVersion, validFrom, actor } };
      }),
    );
    return modelIds.map((id) =>
      found.flatMap(({ modelId, alias }) => (modelId === id && alias !== null ? [alias] : [])),
    );
  });
}

function nextOf(changes: readonly AliasChange[], successors: readonly AliasChange[]): (AliasChange | null)[] {
  const key = (modelId: string, alias: string, sequence: number) => `${modelId} ${alias} ${sequence}`;
  const byPlace = new Map(successors.map((next) => [key(next.modelId, next.alias, next.sequence), next]));
  return changes.map(({ modelId, alias, sequence }) => byPlace.get(key(modelId, alias, sequence + 1)) ?? null);
}

function perMoment<Loader>(create: LoaderAsOf<Loader>): LoaderAsOf<Loader> {
  const loaders = new Map<number | null, Loader>();
  return (asOf) => {
    const moment = asOf?.getTime() ?? null;
    const known = loaders.get(moment);
    if (known !== undefined) return known;
    const loader = create(asOf ?? null);
    loaders.set(moment, loader);
    return loader;
  };
}
