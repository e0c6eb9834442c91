import type { ActionTarget } from '#platform/auth/action-rule.js';
import type { ModelVersionContext } from './model-version.context.js';
import { requireVersion } from './require-version.js';

/**
 * The model version that an input names by its ref, as what an action is done to.
 * @throws {PedigraphError} NOT_FOUND where the ref selects none that the caller may see.
 */
export async function versionTarget(
  { modelVersion: ref }: { readonly modelVersion: string },
  { loaders }: ModelVersionContext,
): Promise<readonly ActionTarget[]> {
  return [await requireVersion(ref, loaders)];
}
