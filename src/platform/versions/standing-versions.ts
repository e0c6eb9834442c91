import type { EntityManager, EntityTarget } from 'typeorm';
import { asEntities, entityColumns } from '../database/entity-rows.js';
import { prepared } from '../database/prepared.js';
import { refOf } from '../refs/ref.js';
import type { StandingVersions } from './name-version.js';

/** Content that asks for a place among the versions of its name. */
export interface Candidate {
  readonly name: string;
  readonly digest: string;
  readonly wanted?: string | null | undefined;
}

/** What stands in a version table (columns `name, ref, digest, version_order`) before a candidate, in one statement. */
export async function standingVersions<Row extends object>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  { name, digest, wanted }: Candidate,
): Promise<StandingVersions<Row>> {
  const { table, list } = entityColumns(manager, entity);
  const rows = (await prepared(
    manager,
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS now, standing.* FROM (SELECT 1) one LEFT JOIN (
       (SELECT 'highest' AS stands, ${list} FROM ${table} t WHERE t.name = $1 ORDER BY t.version_order DESC LIMIT 1)
       UNION ALL (SELECT 'content', ${list} FROM ${table} t WHERE t.name = $1 AND t.digest = $2)
       UNION ALL (SELECT 'number', ${list} FROM ${table} t WHERE t.ref = $3)
     ) standing ON true`,
    [name, digest, wanted == null ? null : refOf(name, wanted)],
  )) as [StandingRow, ...StandingRow[]];
  const [{ now }] = rows;
  const found = (place: string): Row | null => {
    const row = rows.find(({ stands }) => stands === place);
    if (row === undefined) return null;
    const { now: _, stands: __, ...columns } = row;
    return asEntities(manager, entity, [columns])[0] ?? null;
  };
  return { now, highest: found('highest'), sameContent: found('content'), sameNumber: found('number') };
}

interface StandingRow {
  readonly now: Date;
  readonly stands: string | null;
}
