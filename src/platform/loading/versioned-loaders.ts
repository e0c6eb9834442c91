import { createIdLoader, createLoader, type FindByKeys, type RowLoader } from './loader.js';
import { createRefLoader, type IdsByRef } from './ref-loader.js';
import type { SealedRows } from './sealed-rows.js';

/** The reads of a named thing and its sealed versions, by key. */
export interface VersionedReads<Named, Version, Whole> {
  readonly named: { findByIds: FindByKeys<Named>; findByNames: FindByKeys<Named> };
  readonly versions: { findByIds: FindByKeys<Version>; findWholeByIds: FindByKeys<Whole>; idsByRef: IdsByRef };
}

/** The loaders of a named thing and its sealed versions. */
export interface VersionedLoaders<Named, Version, Whole> {
  readonly namedById: RowLoader<Named>;
  readonly namedByName: RowLoader<Named>;
  readonly versionById: RowLoader<Version>;
  readonly versionByRef: RowLoader<Version>;
  /** With the columns that may be large. */
  readonly wholeVersionById: RowLoader<Whole>;
}

/** The loaders of one request over a thing with a name and versions that never change, such as a dataset. */
export function createVersionedLoaders<
  Named extends { readonly id: string; readonly name: string },
  Version extends { readonly id: string },
  Whole extends { readonly id: string },
>(
  { named, versions }: VersionedReads<Named, Version, Whole>,
  sealed: SealedRows,
): VersionedLoaders<Named, Version, Whole> {
  const idOf = (row: { readonly id: string }) => row.id;
  const versionById = createIdLoader<Version>((ids) => versions.findByIds(ids), idOf, sealed.of('version'));
  return {
    namedById: createIdLoader<Named>((ids) => named.findByIds(ids), idOf, sealed.of('named')),
    namedByName: createLoader<Named>(
      (names) => named.findByNames(names),
      (row) => row.name,
      sealed.of('named by name'),
    ),
    versionById,
    versionByRef: createRefLoader((refs) => versions.idsByRef(refs), versionById, sealed.of('ref')),
    wholeVersionById: createIdLoader<Whole>((ids) => versions.findWholeByIds(ids), idOf, sealed.of('whole version')),
  };
}
