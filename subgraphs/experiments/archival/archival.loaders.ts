import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { Archival } from './archival.entity.js';
import type { ArchivalRepository } from './archival.repository.js';

/** By-key reads of archivals. */
export interface ArchivalLoaders {
  /** The last one, by the id of the run, the experiment or the logged model; null where it never was archived. */
  readonly archivalBySubject: RowLoader<Archival>;
}

/** Those of one request. */
export function createArchivalLoaders(archivals: ArchivalRepository): ArchivalLoaders {
  return {
    archivalBySubject: createLoader(
      (ids) => archivals.lastOf(ids),
      (row) => row.subjectId,
    ),
  };
}
