import type { NamedRow, NamedView } from '../auth/row-view.js';
import { createIdLoader, type FindByKeys, type RowLoader } from './loader.js';
import { createRefLoader, type IdsByRef } from './ref-loader.js';
import type { SealedRows } from './sealed-rows.js';

/** The reads of sealed versions, by key. */
export interface VersionReads<Version, Whole> {
  findByIds: FindByKeys<Version>;
  findWholeByIds: FindByKeys<Whole>;
  idsByRef: IdsByRef;
}

/** The loaders of sealed versions. */
export interface VersionLoaders<Version, Whole> {
  readonly versionById: RowLoader<Version>;
  readonly versionByRef: RowLoader<Version>;
  /** With the columns that may be large. */
  readonly wholeVersionById: RowLoader<Whole>;
}

type Identified = NamedRow & { readonly id: string };

/** The loaders of one request over versions that never change, such as those of datasets: one kind a subgraph. */
export function createVersionLoaders<Version extends Identified, Whole extends Identified>(
  versions: VersionReads<Version, Whole>,
  sealed: SealedRows,
  view: NamedView,
): VersionLoaders<Version, Whole> {
  const idOf = (row: { readonly id: string }) => row.id;
  const versionById = createIdLoader<Version>((ids) => versions.findByIds(ids), idOf, sealed.of('version'), view);
  return {
    versionById,
    versionByRef: createRefLoader((refs) => versions.idsByRef(refs), versionById, sealed.of('ref'), view),
    wholeVersionById: createIdLoader<Whole>(
      (ids) => versions.findWholeByIds(ids),
      idOf,
      sealed.of('whole version'),
      view,
    ),
  };
}
