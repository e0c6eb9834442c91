import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refOf } from '#platform/refs/ref.js';
import type { ModelContext } from '../model/model.context.js';
import { targetModel } from '../model/require-model.js';
import type { SetAliasInput } from './alias.inputs.js';
import type { NamedAlias } from './current-alias.js';

/**
 * The model whose alias is to be set.
 * @throws {PedigraphError} NOT_FOUND as `setAlias` refuses a version that is not there.
 */
export async function targetOfSetAlias(input: SetAliasInput, { loaders }: ModelContext): Promise<ActionTarget[]> {
  const model = await loaders.modelByName.load(input.model);
  if (model === null) throw refusalOfUnregistered(input);
  return [model];
}

/**
 * The model of an alias that exists.
 * @throws {PedigraphError} NOT_FOUND where there is no model of that name that the caller may see.
 */
export function targetOfAlias(wanted: NamedAlias, context: ModelContext): Promise<readonly ActionTarget[]> {
  return targetModel(wanted.model, context);
}

/** NOT_FOUND for a version that an alias cannot point to. */
export function refusalOfUnregistered({ model, version }: SetAliasInput): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected ${refOf(model, version)} to be registered, but there is no such version: register it first. Nothing was written.`,
  );
}
