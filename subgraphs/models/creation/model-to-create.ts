import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import type { CreateModelInput } from './create-model.inputs.js';

/** How a model that is to be made is named. */
export interface ModelToCreate {
  readonly namespace: string;
  /** Null where it is derived from the display name. */
  readonly name: string | null;
  readonly displayName: string;
  /** Whether the display name was given, and so is to be that and no other. */
  readonly isCalledSo: boolean;
}

/** @throws {PedigraphError} BAD_USER_INPUT where both or neither of name and namespace are given, or nothing to call it. */
export function modelToCreate({ name, namespace, displayName }: CreateModelInput): ModelToCreate {
  if (name != null && namespace == null)
    return {
      namespace: namespaceOf(name),
      name,
      displayName: displayName ?? name,
      isCalledSo: displayName != null,
    };
  if (name == null && namespace != null && displayName != null)
    return { namespace, name: null, displayName, isCalledSo: true };
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Expected name, or namespace and displayName, from which a name is derived: give one of the two. Nothing was written.',
  );
}
