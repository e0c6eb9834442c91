import type { RowLoader } from '#platform/loading/loader.js';
import { createLoader } from '#platform/loading/loader.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ReachCheck } from './reach-check.entity.js';
import type { ReachCheckRepository } from './reach-check.repository.js';

/** By-key reads of checks. */
export interface ReachCheckLoaders {
  /** By the version's id: the last one; null where nobody looked. */
  readonly reachCheckAsOf: LoaderAsOf<RowLoader<ReachCheck>>;
}

/** What checks bring to a request, and the versions that they are of. */
export type ReachCheckContext = ModelVersionContext & {
  readonly reachChecks: ReachCheckRepository;
  readonly loaders: ReachCheckLoaders;
};

/** Those of one request. */
export function createReachCheckLoaders(checks: ReachCheckRepository): ReachCheckLoaders {
  return {
    reachCheckAsOf: loaderAsOf((asOf) =>
      createLoader(
        (ids) => checks.lastChecks(ids, asOf),
        (row) => row.modelVersionId,
      ),
    ),
  };
}
