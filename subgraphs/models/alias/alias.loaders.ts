import DataLoader from 'dataloader';
import type { RowLoader } from '#platform/loading/loader.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AliasRepository } from './alias.repository.js';
import type { Alias } from './alias.type.js';
import type { AliasChange } from './alias-change.entity.js';

/** By-key reads of aliases. */
export interface AliasLoaders {
  /** By the model's id: its aliases, by name. */
  readonly aliasesAsOf: LoaderAsOf<DataLoader<string, Alias[]>>;
  /** The move that ended one; null where none did. */
  readonly nextAliasChange: DataLoader<AliasChange, AliasChange | null, string>;
}

/** Those of one request. */
export function createAliasLoaders(aliases: AliasRepository, versionById: RowLoader<ModelVersionRow>): AliasLoaders {
  return {
    aliasesAsOf: loaderAsOf((asOf) => createAliasesLoader(asOf, aliases, versionById)),
    nextAliasChange: new DataLoader(async (changes) => nextOf(changes, await aliases.successorsOf(changes)), {
      cacheKeyFn: (change) => change.id,
    }),
  };
}

function createAliasesLoader(
  asOf: Date | null,
  aliases: AliasRepository,
  versionById: RowLoader<ModelVersionRow>,
): DataLoader<string, Alias[]> {
  return new DataLoader(async (modelIds) => {
    const current = await aliases.currentOf(modelIds, asOf);
    const found = await Promise.all(
      current.map(async ({ modelId, alias, modelVersionId, validFrom, actor }) => {
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
  const byKey = new Map(successors.map((next) => [key(next.modelId, next.alias, next.sequence), next]));
  return changes.map(({ modelId, alias, sequence }) => byKey.get(key(modelId, alias, sequence + 1)) ?? null);
}
