import type { DisplayName } from '#values/display-name.type.js';
import { GIVEN, type NameChange } from './name-change.entity.js';

/** What a thing was made as, and is called where nobody ever called it otherwise. */
interface Made {
  readonly name: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** What a thing is and was called, newest first. */
export function displayNamesOf(made: Made, changes: readonly NameChange[]): DisplayName[] {
  const names = changes.map(({ name, at, by }) => ({ displayName: name, validFrom: at, actor: by }));
  if (changes.at(-1)?.sequence === GIVEN) return names;
  return [...names, { displayName: made.name, validFrom: made.createdAt, actor: made.createdBy }];
}
