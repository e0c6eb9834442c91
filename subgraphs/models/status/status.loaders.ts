import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { StatusRepository } from './status.repository.js';
import type { StatusChange } from './status-change.entity.js';

/** By-key reads of statuses. */
export interface StatusLoaders {
  /** By the version's id; null where its status never changed. */
  readonly statusAsOf: LoaderAsOf<RowLoader<StatusChange>>;
}

/** Those of one request. */
export function createStatusLoaders(statuses: StatusRepository): StatusLoaders {
  return {
    statusAsOf: loaderAsOf((asOf) =>
      createLoader(
        (ids) => statuses.lastChanges(ids, asOf),
        (row) => row.modelVersionId,
      ),
    ),
  };
}
