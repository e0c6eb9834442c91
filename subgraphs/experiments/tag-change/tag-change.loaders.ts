import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { TagChange } from './tag-change.entity.js';
import type { TagChangeRepository } from './tag-change.repository.js';

/** By-key reads of the tags of experiments and runs. */
export interface TagChangeLoaders {
  /** The last change of every tag, by the id of the experiment or the run. */
  readonly tagChangesAsOf: LoaderAsOf<ListLoader<TagChange>>;
}

/** Those of one request. */
export function createTagChangeLoaders(tags: TagChangeRepository): TagChangeLoaders {
  return {
    tagChangesAsOf: loaderAsOf((asOf) =>
      createListLoader(
        (ids) => tags.lastChanges(ids, asOf),
        (row) => row.subjectId,
      ),
    ),
  };
}
