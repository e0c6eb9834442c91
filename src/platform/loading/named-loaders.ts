import type { NamedView } from '../auth/row-view.js';
import { createIdLoader, createLoader, type FindByKeys, type RowLoader } from './loader.js';
import type { SealedRows } from './sealed-rows.js';

/** The reads of a thing with a name that never changes, by key. */
export interface NamedReads<Named> {
  findByIds: FindByKeys<Named>;
  findByNames: FindByKeys<Named>;
}

/** The loaders of a thing with a name. */
export interface NamedLoaders<Named> {
  readonly byId: RowLoader<Named>;
  readonly byName: RowLoader<Named>;
}

/** The loaders of one request over a thing with a name that never changes, such as a dataset: one a subgraph. */
export function createNamedLoaders<Named extends { readonly id: string; readonly name: string }>(
  reads: NamedReads<Named>,
  sealed: SealedRows,
  view: NamedView,
): NamedLoaders<Named> {
  return {
    byId: createIdLoader<Named>(
      (ids) => reads.findByIds(ids),
      (row) => row.id,
      sealed.of('named'),
      view,
    ),
    byName: createLoader<Named>(
      (names) => reads.findByNames(names),
      (row) => row.name,
      sealed.of('named by name'),
      view,
    ),
  };
}
