import type { ModelsLoaders } from '../loaders.js';
import type { AliasChange } from './alias-change.entity.js';

/** Lets the rest of a request read anew what a move of an alias has changed. */
export function forgetAlias(
  loaders: ModelsLoaders,
  { modelId, modelName, alias }: Pick<AliasChange, 'modelId' | 'modelName' | 'alias'>,
): void {
  loaders.aliasesAsOf(null).clear(modelId);
  loaders.versionByRef.clear(`${modelName}@${alias}`);
  loaders.nextAliasChange.clearAll();
}
