import type { LineageUpstream } from '#platform/database/new-ledger-event.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Pin } from '#platform/ports/resolve-pins.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';

/** Columns that an error names at most. */
const MAX_LISTED = 30;

/** What to read of a dataset version for `columnsRead`. */
export const COLUMNS_SELECTION = 'schema { name }';

/** A dataset version whose columns may be known. */
export interface DatasetWithColumns {
  readonly ref: string;
  /** Left out where nobody asked for it. */
  readonly schema?: readonly { readonly name: string }[] | undefined;
}

/** The part of a pin that tells which columns were read: absent where no column was named, so that older digests stay. */
export interface ColumnsPin {
  /** Sorted, each once. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * The columns that a use of a dataset version names, as they are pinned: sorted, for their order does not count.
 * @throws {PedigraphError} BAD_USER_INPUT for a name that stands twice or that the schema does not have, and where there
 * is no schema to look in.
 */
export function columnsRead(columns: readonly string[] | null | undefined, dataset: DatasetWithColumns): ColumnsPin {
  if (columns == null) return {};
  const { ref, schema = [] } = dataset;
  refuseDuplicates(`columns of ${ref}`, columns);
  if (schema.length === 0) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected a schema to look the columns of ${ref} up in, but that version was registered without one: leave columns out, or register a version with a schema and name that. Nothing was written.`,
    );
  }
  const known = new Set(schema.map(({ name }) => name));
  const unknown = columns.filter((column) => !known.has(column));
  if (unknown.length > 0) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected columns of ${ref}, but it has no ${listed(unknown)}: its columns are ${listed([...known])}. Nothing was written.`,
      { unknown: unknown.slice(0, MAX_LISTED), columns: [...known].slice(0, MAX_LISTED) },
    );
  }
  return { columns: [...columns].sort() };
}

/** What a manifest holds of a pinned dataset version. */
export function datasetUseIdentity({ role, ref, digest, columns }: ColumnsPin & DatasetUseFacts) {
  return columns === undefined ? { role, ref, digest } : { role, ref, digest, columns };
}

/** What the ledger tells of a pinned dataset version: an edge of the lineage, and the columns it goes through. */
export function datasetUseFact({ id, ref, columns }: ColumnsPin & Pick<Pin, 'id' | 'ref'>): LineageUpstream {
  const dataset = { kind: 'DATASET_VERSION', id, ref, relation: 'TRAINED_ON' };
  return columns === undefined ? dataset : { ...dataset, columns };
}

interface DatasetUseFacts {
  readonly role: string;
  readonly ref: string;
  readonly digest: string;
}

function listed(names: readonly string[]): string {
  const listed = names.slice(0, MAX_LISTED).map((name) => JSON.stringify(name));
  return names.length > MAX_LISTED ? `${listed.join(', ')} and ${names.length - MAX_LISTED} more` : listed.join(', ');
}
