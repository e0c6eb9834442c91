import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { DisplayNameChange } from './display-name-change.entity.js';
import type { Model } from './model.entity.js';

/** What a model is called after its last change; null where there was none. */
export function displayNameOf(model: Model, last: Pick<DisplayNameChange, 'displayName'> | null): string {
  return last?.displayName ?? firstDisplayNameOf(model);
}

/** What it was called when it was made: its name where nothing else was given. */
export function firstDisplayNameOf({ name, firstDisplayName }: Pick<Model, 'name' | 'firstDisplayName'>): string {
  return firstDisplayName ?? name;
}

/** CONFLICT for a display name that another model of the namespace has. */
export function refusalOfTaken(displayName: string, holder: Pick<Model, 'name'>): PedigraphError {
  return new PedigraphError(
    'CONFLICT',
    `Expected a display name that no other model of the namespace has, but ${holder.name} is called ${JSON.stringify(displayName)}: take another one, or rename or archive that model first. Nothing was written.`,
    { existing: holder.name },
  );
}
