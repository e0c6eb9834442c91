import type { LineageUpstream } from '#platform/database/new-ledger-event.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { columnRef, parseColumnRef } from '#values/column-ref.js';
import { columnsRead } from '#values/columns-read.js';
import type { ColumnLineage } from '#values/dataset-parts.js';
import type { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import type { DatasetVersion } from './dataset-version.entity.js';

/** A dataset version that another one was made from. */
export type DatasetSource = Pick<DatasetVersion, 'id' | 'name' | 'ref' | 'digest'>;
/** The same, with the columns it has. */
export type DatasetSourceWithSchema = DatasetSource & Pick<DatasetVersion, 'schema'>;

/**
 * Which columns came from which, as it is sealed: by column, the refs of the sources in full.
 * @param sources what `derivedFrom` selects, in its order
 * @throws {PedigraphError} BAD_USER_INPUT for a column that is not there, in the version or in its source, or a source
 * that `derivedFrom` does not name.
 */
export function columnLineageOf(
  { dataset, schema, derivedFrom }: RegisterDatasetVersionInput,
  columnLineage: readonly ColumnLineage[],
  sources: readonly DatasetSourceWithSchema[],
): readonly ColumnLineage[] {
  const own = columnLineage.map(({ column }) => column);
  columnsRead(own, { ref: dataset, schema });
  const sourceOf = new Map(derivedFrom.map((ref, index) => [ref, sources[index]!]));
  return columnLineage
    .map(({ column, from }) => {
      const refs = from.map((ref) => sourceColumn(ref, sourceOf));
      refuseDuplicates(`from of ${column}`, refs);
      return { column, from: refs.sort() };
    })
    .sort((a, b) => (a.column < b.column ? -1 : 1));
}

/** What the ledger tells of the sources of a version: edges of the lineage, and the columns that they go through. */
export function sourceFacts(
  sources: readonly DatasetSource[],
  columnLineage: readonly ColumnLineage[] = [],
): LineageUpstream[] {
  return sources.map(({ id, ref }) => {
    const source = { kind: 'DATASET_VERSION', id, ref, relation: 'DERIVED_FROM' };
    const columnEdges = columnLineage.flatMap(({ column, from }) =>
      from.flatMap((origin) => {
        const parsed = parseColumnRef(origin);
        return parsed?.dataset === ref ? [{ from: parsed.name, to: column }] : [];
      }),
    );
    return columnEdges.length === 0 ? source : { ...source, columnEdges };
  });
}

function sourceColumn(ref: string, sourceOf: ReadonlyMap<string, DatasetSourceWithSchema>): string {
  const parsed = parseColumnRef(ref);
  const source = parsed === null ? undefined : sourceOf.get(parsed.dataset);
  if (parsed === null || source === undefined) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected from to name columns of what derivedFrom names, such as ${JSON.stringify(columnRef({ dataset: [...sourceOf.keys()][0] ?? 'fraud/transactions@1.1.0', name: 'amount' }))}, but got ${JSON.stringify(ref.slice(0, 300))}. Nothing was written.`,
    );
  }
  columnsRead([parsed.name], source);
  return columnRef({ dataset: source.ref, name: parsed.name });
}
