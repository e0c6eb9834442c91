import type { Read } from '../rights/schema-rights.js';
import { OF_PEDIGRAPH, REPORTING, REPORTING_VERSION, type ReportingView, viewName, viewSql } from './reporting-view.js';

/** Our views of the schema that read tables of another one. */
const VIEWS_OVER = `
  SELECT DISTINCT v.relname AS name
  FROM pg_depend d
  JOIN pg_rewrite r ON r.oid = d.objid
  JOIN pg_class v ON v.oid = r.ev_class AND v.relnamespace = to_regnamespace('${REPORTING}')
  JOIN pg_class t ON t.oid = d.refobjid AND t.relnamespace = to_regnamespace(quote_ident($1))
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
    AND obj_description(v.oid, 'pg_class') ^@ '${OF_PEDIGRAPH}' ORDER BY 1`;

const VIEWS_AND_COLUMNS = `
  SELECT c.relname AS name, ARRAY(
    SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum
  ) AS columns, coalesce(obj_description(c.oid, 'pg_class') ^@ '${OF_PEDIGRAPH}', false) AS ours
  FROM pg_class c WHERE c.relnamespace = to_regnamespace('${REPORTING}') AND c.relkind = 'v' ORDER BY 1`;

/**
 * Takes away the views over the tables of a schema that is to be migrated, which they would hold as they are. Runs as
 * the owner, in the transaction of the migration.
 * @returns whether there were any, to be written again behind it
 * @throws {Error} a sentence, where something of others rests on one of them
 */
export async function takeViewsAway(query: Read, schema: string): Promise<boolean> {
  const names = (await query(VIEWS_OVER, [schema])).map(({ name }) => String(name));
  await dropViews(query, names);
  return names.length > 0;
}

/** Writes views, as the owner, in a transaction of the caller. One that has its columns or fewer keeps its grants. */
export async function writeViews(query: Read, views: readonly ReportingView[]): Promise<void> {
  const present = new Map((await query(VIEWS_AND_COLUMNS, [])).map(({ name, columns }) => [name, columns as string[]]));
  const isOther = ({ name, columns }: ReportingView) =>
    present.get(name)?.some((column, at) => Object.keys(columns)[at] !== column) === true;
  await dropViews(
    query,
    views.filter(isOther).map(({ name }) => name),
  );
  for (const view of views) await query(viewSql(view), []);
}

/**
 * Makes the schema with these views, without those of ours that are none of them any more, and lets a role read them,
 * and those that are made anew later. Runs as the owner, in a transaction of the caller.
 */
export async function writeReporting(query: Read, views: readonly ReportingView[], reader: string): Promise<void> {
  await query(
    `CREATE SCHEMA IF NOT EXISTS ${REPORTING};
     COMMENT ON SCHEMA ${REPORTING} IS 'Pedigraph reporting ${REPORTING_VERSION}'`,
    [],
  );
  const names = new Set(views.map(({ name }) => name));
  const ours = (await query(VIEWS_AND_COLUMNS, [])).filter(({ ours }) => ours === true).map(({ name }) => String(name));
  await dropViews(
    query,
    ours.filter((name) => !names.has(name)),
  );
  await writeViews(query, views);
  await query(
    `REVOKE ALL ON SCHEMA ${REPORTING} FROM PUBLIC;
     GRANT USAGE ON SCHEMA ${REPORTING} TO ${reader};
     GRANT SELECT ON ALL TABLES IN SCHEMA ${REPORTING} TO ${reader};
     ALTER DEFAULT PRIVILEGES IN SCHEMA ${REPORTING} GRANT SELECT ON TABLES TO ${reader}`,
    [],
  );
}

async function dropViews(query: Read, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  try {
    await query(`DROP VIEW ${names.map(viewName).join(', ')}`, []);
  } catch (error) {
    throw (error as { readonly code?: unknown }).code === '2BP01' ? usedByOthers(error as Error) : error;
  }
}

function usedByOthers(cause: Error): Error {
  return new Error(
    `The schema ${REPORTING} is as it was: something that is not of Pedigraph rests on a view that has to change (${cause.message}; ${String((cause as { detail?: unknown }).detail)}). Drop it, or make it in another schema of tables, and try again.`,
    { cause },
  );
}
