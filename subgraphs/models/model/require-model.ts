import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ModelContext } from './model.context.js';
import type { Model } from './model.entity.js';

/**
 * The model that an input names, as what an action is done to.
 * @throws {PedigraphError} NOT_FOUND where there is none of that name that the caller may see.
 */
export async function targetModel(name: string, { loaders }: ModelContext): Promise<readonly ActionTarget[]> {
  return [requireModel(await loaders.modelByName.load(name), name)];
}

/** @throws {PedigraphError} NOT_FOUND where the model does not exist. */
export function requireModel(model: Model | null, name: string): Model {
  if (model !== null) return model;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the name of a registered model, but there is no ${JSON.stringify(name)}. Nothing was written.`,
  );
}
