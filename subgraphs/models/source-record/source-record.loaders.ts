import type { Rights } from '#platform/auth/rights.js';
import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import { type CandidateOf, sameAs } from './same-as.js';
import type { SourceRecord } from './source-record.entity.js';
import type { SourceRecordRepository } from './source-record.repository.js';

/** By-key reads of records of sources, by the id of the version or the run. */
export interface SourceRecordLoaders {
  /** Its own records, oldest first. */
  readonly sourceRecords: ListLoader<SourceRecord>;
  /** What is the same in other sources, or may be, as far as the caller may see it; the surest first. */
  readonly sameAs: ListLoader<CandidateOf>;
}

/** Those of one request. */
export function createSourceRecordLoaders(records: SourceRecordRepository, rights: Rights): SourceRecordLoaders {
  return {
    sourceRecords: createListLoader(
      (ids) => records.findOf(ids),
      ({ subjectId }) => subjectId,
    ),
    sameAs: createListLoader(
      async (ids) => sameAs(await records.candidatesOf(ids, rights)),
      ({ of }) => of,
    ),
  };
}
