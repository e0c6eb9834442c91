import pg from 'pg';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';

/** The store was migrated by a newer version of the product; the message names both. */
export class NewerStoreError extends Error {
  override readonly name = 'NewerStoreError';
}

/** The statement that keeps in a schema which version of the product has migrated it. */
export function noteVersion(schema: string): string {
  return `COMMENT ON SCHEMA ${pg.escapeIdentifier(schema)} IS ${pg.escapeLiteral(`Pedigraph ${PRODUCT_VERSION}`)}`;
}

/**
 * Refuses a schema in which migrations ran that this version does not know: what it would write, the version that knows
 * them could not read.
 * @param read sends a statement and gives its rows
 * @throws {NewerStoreError} naming the version that migrated it, and this one.
 */
export async function refuseNewerSchema(
  read: (sql: string, values: unknown[]) => Promise<Record<string, unknown>[]>,
  {
    schema,
    ran,
    known,
  }: { readonly schema: string; readonly ran: Iterable<string>; readonly known: ReadonlySet<string> },
): Promise<void> {
  const unknown = [...ran].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const [row] = await read(`SELECT obj_description(to_regnamespace($1), 'pg_namespace') AS comment`, [
    pg.escapeIdentifier(schema),
  ]);
  const version = /^Pedigraph (\S+)/.exec(String(row?.['comment'] ?? ''))?.[1];
  const theirs = version === undefined || version === PRODUCT_VERSION ? 'a newer Pedigraph' : `Pedigraph ${version}`;
  throw new NewerStoreError(
    `The store was migrated by ${theirs} (${schema}: ${unknown.join(', ')}), and this is Pedigraph ${PRODUCT_VERSION}, which does not know what it holds: start that version or a newer one, or restore a backup from before into a new folder or database.`,
  );
}
