import { labelSql, type SealedTable, thingColumnOf } from './sealed-table.js';
import type { StoreReader } from './store-reader.js';
import { VerificationError } from './verification-error.js';

/**
 * Computes the digest of every manifest of a table anew; of a table without manifests there is nothing to do.
 * @param id of the only thing to look at. @default every row
 * @throws {VerificationError} for the first that is another.
 */
export async function verifyDigests(reader: StoreReader, table: SealedTable, id?: string): Promise<void> {
  if (!table.columns.includes('digest') || !table.columns.includes('manifest')) return;
  const key = id === undefined ? undefined : thingColumnOf(table);
  if (id !== undefined && key === undefined) return;
  const [wrong] = await reader.query<{ row: string; digest: string; computed: string }>(
    `SELECT row, digest, computed FROM (
       SELECT ${labelSql(table)} AS row, digest, 'sha256:' || encode(sha256(convert_to(manifest, 'UTF8')), 'hex') AS computed
       FROM ${table.schema}.${table.name} t ${key === undefined ? '' : `WHERE t.${key} = $1::uuid`}
     ) sealed WHERE digest <> computed ORDER BY row LIMIT 1`,
    id === undefined ? [] : [id],
  );
  if (wrong === undefined) return;
  throw new VerificationError(
    `The manifest of ${wrong.row} in ${table.schema}.${table.name} has the digest ${wrong.computed}, and it was sealed with ${wrong.digest}.`,
  );
}
