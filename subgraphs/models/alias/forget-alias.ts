import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { AliasContext } from './alias.context.js';
import type { AliasChange } from './alias-change.entity.js';

/**
 * Lets the rest of a request read anew what a move of an alias has changed.
 * @param versions the one that it left and the one that it points to, whose statuses may have moved with it
 */
export function forgetAlias(
  loaders: AliasContext['loaders'],
  { modelId, modelName, alias }: Pick<AliasChange, 'modelId' | 'modelName' | 'alias'>,
  versions: readonly (Pick<ModelVersionRow, 'id'> | null)[],
): void {
  loaders.aliasesAsOf(null).clear(modelId);
  loaders.versionByRef.clear(`${modelName}@${alias}`);
  loaders.nextAliasChange.clearAll();
  for (const version of versions) if (version !== null) loaders.statusAsOf(null).clear(version.id);
}
