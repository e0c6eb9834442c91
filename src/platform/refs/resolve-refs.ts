import type { EntityManager } from 'typeorm';
import { prepared } from '../database/rows/prepared.js';
import { parseRef, type Selector } from './ref.js';

/**
 * A way to find versions by one kind of selector: SQL over `wanted (ref, name, kind, value)` that yields `(ref, id)`.
 */
export type RefBranch = string;

/**
 * Finds by exact version, by digest and as `latest` in a version table (columns
 * `id, name, ref, digest, version_order`).
 */
export function versionTableBranches(table: string): readonly RefBranch[] {
  return [
    `SELECT w.ref, v.id FROM wanted w JOIN ${table} v ON v.ref = w.ref WHERE w.kind = 'version'`,
    `SELECT w.ref, v.id FROM wanted w JOIN ${table} v ON v.name = w.name AND v.digest = w.value WHERE w.kind = 'digest'`,
    `SELECT w.ref, v.id FROM wanted w CROSS JOIN LATERAL (
       SELECT id FROM ${table} WHERE name = w.name ORDER BY version_order DESC LIMIT 1) v WHERE w.kind = 'latest'`,
  ];
}

/**
 * Finds which row each ref selects, all refs in one statement.
 * @returns the ids by ref; a ref that selects nothing is not in the map
 * @throws {PedigraphError} BAD_USER_INPUT for a text that is not a ref.
 */
export async function resolveRefs(
  manager: EntityManager,
  branches: readonly RefBranch[],
  refs: readonly string[],
  parameters: readonly unknown[] = [],
): Promise<ReadonlyMap<string, string>> {
  const parsed = refs.map(parseRef);
  const rows = await prepared<{ ref: string; id: string }>(
    manager,
    `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS w (ref, name, kind, value))
     ${branches.join('\nUNION ALL\n')}`,
    [
      refs,
      parsed.map((ref) => ref.name),
      parsed.map((ref) => ref.selector.kind),
      parsed.map((ref) => selectedValue(ref.selector)),
      ...parameters,
    ],
  );
  return new Map(rows.map((row) => [row.ref, row.id]));
}

function selectedValue(selector: Selector): string | null {
  switch (selector.kind) {
    case 'version':
    case 'external':
      return selector.version;
    case 'digest':
      return selector.digest;
    case 'alias':
      return selector.alias;
    case 'latest':
      return null;
  }
}
