import DataLoader from 'dataloader';
import type { RowLoader } from '#platform/loading/loader.js';
import { loaderBy } from '#platform/loading/loader-by.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AliasRepository, InEffect } from './alias.repository.js';
import { type Alias, aliasOf } from './alias.type.js';
import type { AliasChange } from './alias-change.entity.js';

/** By-key reads of aliases. */
export interface AliasLoaders {
  /** By the model's id: its aliases, by name. */
  readonly aliasesAsOf: LoaderAsOf<DataLoader<string, Alias[]>>;
  /** The same, as they were in effect at a moment, by what is or was known. */
  readonly aliasesInEffect: (when: InEffect) => DataLoader<string, Alias[]>;
  /** The move that ended one; null where none did. */
  readonly nextAliasChange: DataLoader<AliasChange, AliasChange | null, string>;
}

/** Those of one request. */
export function createAliasLoaders(aliases: AliasRepository, versionById: RowLoader<ModelVersionRow>): AliasLoaders {
  return {
    aliasesAsOf: loaderAsOf((asOf) => createAliasesLoader((ids) => aliases.currentOf(ids, asOf), versionById)),
    aliasesInEffect: loaderBy((when) => createAliasesLoader((ids) => aliases.inEffect(ids, when), versionById)),
    nextAliasChange: new DataLoader(async (changes) => nextOf(changes, await aliases.successorsOf(changes)), {
      cacheKeyFn: (change) => change.id,
    }),
  };
}

function createAliasesLoader(
  movesOf: (modelIds: readonly string[]) => Promise<AliasChange[]>,
  versionById: RowLoader<ModelVersionRow>,
): DataLoader<string, Alias[]> {
  return new DataLoader(async (modelIds) => {
    const current = await movesOf(modelIds);
    const found = await Promise.all(
      current.map(async (change) => {
        const { modelId, modelVersionId } = change;
        const modelVersion = modelVersionId === null ? null : await versionById.load(modelVersionId);
        return { modelId, alias: modelVersion && aliasOf(change, modelVersion) };
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
