import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { Archival } from './archival.entity.js';
import type { ArchivalRepository } from './archival.repository.js';

/** By-key reads of archivals. */
export interface ArchivalLoaders {
  /** By the id of the run or the experiment; null where it was not archived. */
  readonly archivalBySubject: RowLoader<Archival>;
}

/** Those of one request. */
export function createArchivalLoaders(archivals: ArchivalRepository): ArchivalLoaders {
  return {
    archivalBySubject: createLoader(
      (ids) => archivals.findBySubjects(ids),
      (row) => row.subjectId,
    ),
  };
}
