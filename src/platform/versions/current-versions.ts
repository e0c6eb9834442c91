import type { EntityManager } from 'typeorm';
import { readTexts } from '../database/rows/read-texts.js';
import { type RowShape, rowShape } from '../database/rows/row-shape.js';
import { refOf } from '../refs/ref.js';
import type { CurrentVersions } from './name-version.js';

/** Content that is to become a version of its name. */
export interface Candidate {
  readonly name: string;
  readonly digest: string;
  readonly wanted?: string | null | undefined;
}

/**
 * Reads the versions that a candidate is compared with, from a version table (columns `name, ref, digest,
 * version_order`), in one statement.
 */
export async function currentVersions<Row extends object>(
  manager: EntityManager,
  entity: new () => Row,
  { name, digest, wanted }: Candidate,
): Promise<CurrentVersions<Row>> {
  const shape = rowShape<Row>(manager.dataSource.getMetadata(entity), NONE);
  const ref = wanted == null ? null : refOf(name, wanted);
  const rows = await readTexts(manager, currentStatement(shape), [name, digest, ref]);
  const found = (role: string): Row | null => {
    const row = rows.find((each) => each.text(1) === role);
    return row === undefined ? null : shape.read(row.from(2));
  };
  const now = new Date(Number(rows[0]!.text(0)));
  return { now, highest: found('highest'), sameContent: found('content'), sameNumber: found('number') };
}

/**
 * The highest version of a name whose order begins with each of these texts; null where there is none. See
 * `versionOrder`.
 */
export async function highestVersions<Row extends object>(
  manager: EntityManager,
  entity: new () => Row,
  name: string,
  prefixes: readonly string[],
): Promise<(Row | null)[]> {
  const shape = rowShape<Row>(manager.dataSource.getMetadata(entity), NONE);
  const rows = await readTexts(manager, highestStatement(shape), [name, prefixes]);
  return prefixes.map((_, index) => {
    const row = rows.find((each) => Number(each.text(0)) === index + 1);
    return row === undefined ? null : shape.read(row.from(1));
  });
}

/** A constant array, because it is the key under which the shape of a table is cached. */
const NONE: readonly string[] = [];
const statements = new WeakMap<object, string>();

const highestStatements = new WeakMap<object, string>();

function highestStatement(shape: RowShape<unknown>): string {
  const known = highestStatements.get(shape);
  if (known !== undefined) return known;
  const list = shape.columns.map((column) => `v.${column}`).join(', ');
  // `\x7f` sorts behind all that an order is written with.
  const statement = `SELECT line.number, ${list}
     FROM unnest($2::text[]) WITH ORDINALITY AS line (prefix, number)
     CROSS JOIN LATERAL (
       SELECT * FROM ${shape.table} WHERE name = $1 AND version_order >= line.prefix AND version_order < line.prefix || E'\\x7f'
       ORDER BY version_order DESC LIMIT 1) v`;
  highestStatements.set(shape, statement);
  return statement;
}

function currentStatement(shape: RowShape<unknown>): string {
  const known = statements.get(shape);
  if (known !== undefined) return known;
  const { table } = shape;
  const list = shape.columns.join(', ');
  const statement = `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now, current_versions.*
     FROM (SELECT 1) one LEFT JOIN (
       (SELECT 'highest' AS role, ${list} FROM ${table} WHERE name = $1 ORDER BY version_order DESC LIMIT 1)
       UNION ALL (SELECT 'content', ${list} FROM ${table} WHERE name = $1 AND digest = $2)
       UNION ALL (SELECT 'number', ${list} FROM ${table} WHERE ref = $3)
     ) current_versions ON true`;
  statements.set(shape, statement);
  return statement;
}
