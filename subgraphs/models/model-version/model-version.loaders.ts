import DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
import { createIdLoader, type RowLoader } from '#platform/loading/loader.js';
import { createRefLoader } from '#platform/loading/ref-loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import { type LoaderAsOf, loaderAsOf } from '#values/loader-as-of.js';
import type { ModelVersion, ModelVersionRow } from './model-version.entity.js';
import type { ModelVersionRepository } from './model-version.repository.js';
import type { VersionView } from './seen-version.js';

/** By-key reads of model versions. */
export interface ModelVersionLoaders {
  readonly versionById: RowLoader<ModelVersionRow>;
  readonly versionByRef: RowLoader<ModelVersionRow>;
  readonly versionByRefAsOf: LoaderAsOf<RowLoader<ModelVersionRow>>;
  readonly wholeVersionById: RowLoader<ModelVersion>;
  /** When it changed last. */
  readonly versionUpdatedAtById: DataLoader<string, Date | null>;
  /** The highest number that another registry gave a version of a model. */
  readonly highestNumberByModel: DataLoader<string, number | null>;
}

/** Those of one request. */
export function createModelVersionLoaders(
  versions: ModelVersionRepository,
  sealed: SealedRows,
  view: VersionView,
  named: NamedView,
): ModelVersionLoaders {
  const versionById = createIdLoader<ModelVersionRow>(
    (ids) => versions.findByIds(ids),
    (row) => row.id,
    sealed.of('version'),
    view,
  );
  const versionByRefAsOf = loaderAsOf((asOf) =>
    createRefLoader<ModelVersionRow>(
      (refs) => versions.idsByRef(refs, asOf),
      versionById,
      asOf === null ? sealed.of('ref') : undefined,
      named,
    ),
  );
  return {
    versionById,
    versionByRef: versionByRefAsOf(null),
    versionByRefAsOf,
    wholeVersionById: createIdLoader<ModelVersion>(
      (ids) => versions.findWholeByIds(ids),
      (row) => row.id,
      sealed.of('whole version'),
      view,
    ),
    versionUpdatedAtById: new DataLoader<string, Date | null>(async (ids) => {
      const moments = await versions.updatedAt(ids);
      return ids.map((id) => moments.get(id) ?? null);
    }),
    highestNumberByModel: new DataLoader<string, number | null>(
      async (ids) => {
        const numbers = await versions.highestNumbers(ids);
        return ids.map((id) => numbers.get(id) ?? null);
      },
      // A registration of the same request may have raised it.
      { cache: false },
    ),
  };
}
