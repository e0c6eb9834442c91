import { createListLoader, createLoader, type ListLoader, type RowLoader } from '#platform/loading/loader.js';
import type { NameChange } from './name-change.entity.js';
import type { NameChangeRepository } from './name-change.repository.js';

/** By-key reads of what experiments and runs are called, by their id. */
export interface NameChangeLoaders {
  /** The last change; null where it has the name that it was made with. */
  readonly nameBySubject: RowLoader<NameChange>;
  /** All changes, newest first. */
  readonly namesBySubject: ListLoader<NameChange>;
}

/** Those of one request. */
export function createNameChangeLoaders(names: NameChangeRepository): NameChangeLoaders {
  return {
    nameBySubject: createLoader(
      (ids) => names.lastOf(ids),
      (row) => row.subjectId,
    ),
    namesBySubject: createListLoader(
      (ids) => names.ofSubjects(ids),
      (row) => row.subjectId,
    ),
  };
}
